package io.phoenixchannels.fleet.spring;

import org.junit.jupiter.api.Test;

import org.springframework.integration.metadata.SimpleMetadataStore;

import static org.assertj.core.api.Assertions.assertThat;

class MetadataFleetStoreTests {

	@Test
	void valueThatChangedIsNotOverwritten() {
		SimpleMetadataStore values = new SimpleMetadataStore();
		MetadataFleetStore store = new MetadataFleetStore(values);
		assertThat(store.overwrite("a", null, "1")).isTrue();
		assertThat(store.overwrite("a", "1", "2")).isTrue();
		values.put("a", "other");
		assertThat(store.overwrite("a", "2", "3")).isFalse();
		assertThat(store.overwrite("a", null, "3")).isFalse();
		assertThat(values.get("a")).isEqualTo("other");
	}

	@Test
	void comparisonThatFailsForTheChangeOfAnotherValueHindersNobody() {
		// As Redis does, where one hash with all values is watched
		SimpleMetadataStore values = new SimpleMetadataStore() {

			@Override
			public boolean replace(String key, String oldValue, String newValue) {
				return false;
			}

		};
		MetadataFleetStore store = new MetadataFleetStore(values);
		values.put("a", "1");
		assertThat(store.overwrite("a", "1", "2")).isTrue();
		assertThat(values.get("a")).isEqualTo("2");
	}

}
