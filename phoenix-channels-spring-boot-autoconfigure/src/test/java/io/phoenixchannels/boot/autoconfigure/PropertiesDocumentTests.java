package io.phoenixchannels.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That {@code docs/properties.md} lists the properties as they are. With
 * {@code -Dphoenix.docs.rewrite=true} it is written anew.
 */
class PropertiesDocumentTests {

	private static final String HEAD = """
			# Properties

			All begin with `phoenix.channels.`. Each client of `clients.<name>` has them too, but for `enabled` of the
			whole and `listener.concurrency`; what it does not set, it inherits from the top level, except `topics`. Where
			to and as whom (`url`, `api-key`, `params`, `auth-token`, `headers`, `ssl`, `oauth2`) it inherits only while it
			has no `url` of its own.

			A value that makes no sense stops the start, with a report that names the property. This page is generated
			from what your IDE completes from.
			""";

	static JsonNode metadata() throws IOException {
		String folder = PhoenixProperties.class.getProtectionDomain().getCodeSource().getLocation().toString();
		try (InputStream in = java.net.URI.create(folder + "META-INF/spring-configuration-metadata.json")
			.toURL()
			.openStream()) {
			return JsonMapper.shared().readTree(in);
		}
	}

	private static String document() throws IOException {
		JsonNode metadata = metadata();
		Map<String, JsonNode> hints = new LinkedHashMap<>();
		metadata.get("hints").forEach((hint) -> hints.put(hint.get("name").asString(), hint));
		Map<String, StringBuilder> groups = new TreeMap<>();
		Map<String, JsonNode> properties = new TreeMap<>();
		metadata.get("properties").forEach((property) -> properties.put(property.get("name").asString(), property));
		properties.forEach((name, property) -> {
			if (name.startsWith("phoenix.channels.")) {
				String rest = name.substring("phoenix.channels.".length());
				String group = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : "";
				groups.computeIfAbsent(group, (key) -> new StringBuilder())
					.append(row(rest, property, hints.get(name)));
			}
		});
		StringBuilder document = new StringBuilder(HEAD);
		groups.forEach((group, rows) -> {
			document.append("\n## ").append(group.isEmpty() ? "Top level" : "`" + group + "`").append("\n\n");
			document.append("| property | default | what it says |\n|---|---|---|\n").append(rows);
		});
		return document.toString();
	}

	private static String row(String name, JsonNode property, JsonNode hint) {
		String description = property.get("description").asString();
		if (hint != null && !hint.path("values").isEmpty() && !name.equals("url")) {
			description += " " + hint.get("values")
				.valueStream()
				.map((value) -> "`" + value.get("value").asString() + "`: " + value.get("description").asString())
				.collect(Collectors.joining(" "));
		}
		return "| `" + name + "` | " + value(property.get("defaultValue")) + " | " + description.replace("|", "\\|")
				+ " |\n";
	}

	private static String value(JsonNode value) {
		if (value == null) {
			return "";
		}
		List<String> values = value.isArray() ? value.valueStream().map(JsonNode::asString).toList()
				: List.of(value.asString());
		return "`" + String.join(", ", values) + "`";
	}

	@Test
	void pageListsThePropertiesAsTheyAre() throws IOException {
		Path page = Path.of(System.getProperty("basedir", "."), "..", "docs", "properties.md");
		if (Boolean.getBoolean("phoenix.docs.rewrite")) {
			Files.writeString(page, document());
		}
		assertThat(Files.readString(page)).as("Run this test with -Dphoenix.docs.rewrite=true").isEqualTo(document());
	}

	@Test
	void valuesOfEveryEnumAreExplained() throws Exception {
		JsonNode metadata = metadata();
		int enums = 0;
		for (JsonNode property : metadata.get("properties")) {
			String name = property.get("name").asString();
			Class<?> type = type(property.get("type").asString());
			if (name.startsWith("phoenix.channels.") && type != null && type.isEnum()) {
				enums++;
				List<String> explained = metadata.get("hints")
					.valueStream()
					.filter((hint) -> hint.get("name").asString().equals(name))
					.flatMap((hint) -> hint.get("values").valueStream())
					.map((value) -> value.get("value").asString().toUpperCase(java.util.Locale.ROOT).replace('-', '_'))
					.toList();
				assertThat(explained).as(name)
					.containsExactlyInAnyOrderElementsOf(
							java.util.Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
			}
		}
		assertThat(enums).isEqualTo(6);
	}

	@Test
	void everyHintIsForAProperty() throws IOException {
		JsonNode metadata = metadata();
		List<String> names = metadata.get("properties")
			.valueStream()
			.map((node) -> node.get("name").asString())
			.toList();
		assertThat(metadata.get("hints").valueStream().map((hint) -> hint.get("name").asString()))
			.allSatisfy((hint) -> assertThat(names).contains(hint.replaceFirst("\\.(keys|values)$", "")));
	}

	private static Class<?> type(String name) {
		try {
			return Class.forName(name);
		}
		catch (ClassNotFoundException ex) {
			return null;
		}
	}

}
