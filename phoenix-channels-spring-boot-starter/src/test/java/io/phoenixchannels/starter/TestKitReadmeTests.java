package io.phoenixchannels.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What users copy from the README of the test kit is what is compiled and run here.
 */
class TestKitReadmeTests {

	private static final Path README = Path.of("..", "phoenix-channels-test", "README.md");

	private static final Path SOURCES = Path.of("src", "test", "java", "com", "example", "room");

	private static final Pattern JAVA = Pattern.compile("(?:<!-- example: (\\w+) -->\\n)?```java\\n(.*?)\\n```",
			Pattern.DOTALL);

	@Test
	void everyExampleIsTheSourceThatRuns() throws IOException {
		Map<String, String> examples = new LinkedHashMap<>();
		Matcher matcher = JAVA.matcher(Files.readString(README));
		while (matcher.find()) {
			assertThat(matcher.group(1)).as("the name of the example '%s'", matcher.group(2)).isNotNull();
			examples.put(matcher.group(1), matcher.group(2));
		}
		assertThat(examples).containsOnlyKeys("Greeter", "Rooms", "GreeterTests", "DeadLinkTests", "LobbyTests",
				"RealPhoenix");
		for (Map.Entry<String, String> example : examples.entrySet()) {
			assertThat(source(example.getKey())).as(example.getKey()).isEqualTo(example.getValue());
		}
	}

	private static String source(String name) throws IOException {
		return Files.readString(SOURCES.resolve(name + ".java")).replaceAll("(?m)^(package|import) .*\\n", "").strip();
	}

}
