package io.phoenixchannels.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an IDE shows, and what makes the start fast. Both files are written by annotation
 * processors, which run or do not run without a sign.
 */
class ConfigurationMetadataTests {

	private static JsonNode metadata() throws IOException {
		try (InputStream in = resource("META-INF/spring-configuration-metadata.json")) {
			return JsonMapper.shared().readTree(in);
		}
	}

	/**
	 * Other modules on the class path have files of the same name.
	 */
	private static InputStream resource(String path) throws IOException {
		String folder = PhoenixProperties.class.getProtectionDomain().getCodeSource().getLocation().toString();
		return java.net.URI.create(folder + path).toURL().openStream();
	}

	@Test
	void everyPropertyHasADescription() throws IOException {
		List<JsonNode> properties = StreamSupport.stream(metadata().get("properties").spliterator(), false).toList();
		assertThat(properties).hasSizeGreaterThan(35).allSatisfy((property) -> {
			assertThat(property.get("name").asString()).satisfiesAnyOf(
					(name) -> assertThat(name).startsWith("phoenix.channels."),
					(name) -> assertThat(name).startsWith("management.health.phoenixchannels."),
					(name) -> assertThat(name).isEqualTo("management.info.phoenixchannels.enabled"),
					(name) -> assertThat(name).startsWith("management.endpoint.phoenixchannels."));
			assertThat(property.path("description").asString("")).as(property.get("name").asString())
				.isNotBlank()
				.endsWith(".")
				.doesNotStartWith("The ")
				.doesNotStartWith("A ");
			if (property.get("type").asString().equals("java.lang.Boolean")) {
				assertThat(property.get("description").asString()).startsWith("Whether ");
			}
		});
	}

	@Test
	void noPropertySwitchesVerificationOff() throws IOException {
		List<String> names = StreamSupport.stream(metadata().get("properties").spliterator(), false)
			.map((property) -> property.get("name").asString())
			.toList();
		assertThat(names).contains("phoenix.channels.ssl.bundle")
			.noneMatch((name) -> name.matches(".*(verif|insecure|trust|hostname|self-signed|skip).*"))
			.filteredOn((name) -> name.contains(".ssl."))
			.containsOnly("phoenix.channels.ssl.bundle");
	}

	@Test
	void handWrittenPropertiesAndHintsAreThere() throws IOException {
		List<String> names = metadata().get("properties")
			.valueStream()
			.map((node) -> node.get("name").asString())
			.toList();
		assertThat(names).doesNotHaveDuplicates()
			.contains("phoenix.channels.enabled", "phoenix.channels.clients", "phoenix.channels.url",
					"phoenix.channels.reconnect.rules", "management.endpoint.phoenixchannels.access",
					"management.health.phoenixchannels.enabled", "management.health.phoenixchannels.grace-period",
					"management.info.phoenixchannels.enabled");
		assertThat(metadata().get("hints").valueStream().map((node) -> node.get("name").asString())).contains(
				"phoenix.channels.listener.overflow", "phoenix.channels.push.overflow",
				"phoenix.channels.protocol-version", "phoenix.channels.reconnect.rules.keys");
	}

	@Test
	void conditionsOfAutoConfigurationsAreWrittenDown() throws IOException {
		Properties conditions = new Properties();
		try (InputStream in = resource("META-INF/spring-autoconfigure-metadata.properties")) {
			conditions.load(in);
		}
		assertThat(conditions)
			.containsKey("io.phoenixchannels.boot.autoconfigure.health.PhoenixHealthContributorAutoConfiguration"
					+ ".ConditionalOnClass");
	}

}
