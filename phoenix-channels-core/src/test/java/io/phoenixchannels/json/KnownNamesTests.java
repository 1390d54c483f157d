package io.phoenixchannels.json;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KnownNamesTests {

	private final KnownNames names = new KnownNames(4096);

	private String known(String name) {
		return this.names.of("<" + name + ">", 1, name.length() + 1);
	}

	@Test
	void nameThatWasAddedIsFoundInAnyTextAsTheVerySameInstance() {
		String name = this.names.add("room:lobby");
		assertThat(known("room:lobby")).isSameAs(name);
		assertThat(this.names.last()).isSameAs(name);
		assertThat(known("room:lobb")).isNull();
		assertThat(known("room:lobbz")).isNull();
		assertThat(known("")).isNull();
	}

	/**
	 * What tells topics apart may stand at their end, at their beginning, or between.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "room:%d", "%d:telemetry", "device:%d:telemetry" })
	void hundredsOfTopicsAreKnownBesideEachOther(String pattern) {
		List<String> topics = IntStream.range(0, 300).mapToObj((number) -> String.format(pattern, number)).toList();
		topics.forEach(this.names::add);
		assertThat(topics.stream().filter((topic) -> known(topic) != topic).count()).isLessThan(10);
	}

	@Test
	void ofNamesThatWantTheSamePlaceTheLastTwoAreKnown() {
		KnownNames few = new KnownNames(2);
		List<String> added = new ArrayList<>(List.of("a", "c", "e"));
		added.forEach(few::add);
		assertThat(added.stream().filter((name) -> few.of(name, 0, 1) == name)).containsExactly("c", "e");
	}

	@Test
	void longNamesAreGivenBackButNotKept() {
		String longest = "x".repeat(KnownNames.LONGEST);
		assertThat(this.names.add(longest)).isSameAs(known(longest));
		String longer = longest + "x";
		assertThat(this.names.add(longer)).isSameAs(longer);
		assertThat(known(longer)).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 100 })
	void sizeIsAPowerOfTwo(int size) {
		assertThatIllegalArgumentException().isThrownBy(() -> new KnownNames(size)).withMessageContaining("" + size);
	}

}
