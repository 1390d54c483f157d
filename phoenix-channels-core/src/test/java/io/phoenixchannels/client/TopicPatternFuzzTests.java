package io.phoenixchannels.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Patterns, and topics that are matched with them: one line each. See
 * {@code docs/security.md}.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS, threadMode = ThreadMode.SAME_THREAD)
class TopicPatternFuzzTests {

	static Stream<byte[]> patternAndTopic() {
		return Stream
			.of("room:*\nroom:lobby", "room:{room}\nroom:a", "{a}:{b}*\nx:y:z", "room:{room}:\\E.*\nroom:x:\\E.*",
					"room:{a}{b}\nroom:xyz", "a\na", "{\n", "{a}*\n\u0000\r")
			.map((text) -> text.getBytes(StandardCharsets.UTF_8));
	}

	@MethodSource
	@FuzzTest
	void patternAndTopic(byte[] input) {
		String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 2);
		String topic = (lines.length > 1) ? lines[1] : "";
		if (lines[0].length() > 50 || topic.length() > 200) {
			return;
		}
		assertThat(TopicPattern.exactly(lines[0]).matches(topic)).isEqualTo(lines[0].equals(topic));
		TopicPattern pattern;
		try {
			pattern = TopicPattern.parse(lines[0]);
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex.getMessage()).isNotEmpty();
			return;
		}
		Map<String, String> values = pattern.match(topic);
		assertThat(pattern.matches(topic)).isEqualTo(values != null);
		if (pattern.isExact()) {
			assertThat(pattern.matches(topic)).isEqualTo(lines[0].equals(topic));
		}
		if (values != null) {
			assertThat(values.keySet()).containsExactlyElementsOf(pattern.variables());
			assertThat(values.values()).noneMatch((value) -> value.isEmpty() || value.indexOf(':') >= 0);
			String expanded = expanded(lines[0], values);
			if (expanded.endsWith("*") && !pattern.isExact() && lines[0].endsWith("*")) {
				assertThat(topic).startsWith(expanded.substring(0, expanded.length() - 1));
			}
			else {
				assertThat(topic).isEqualTo(expanded);
			}
		}
	}

	private static String expanded(String pattern, Map<String, String> values) {
		StringBuilder text = new StringBuilder();
		int i = 0;
		while (i < pattern.length()) {
			if (pattern.charAt(i) == '{') {
				int end = pattern.indexOf('}', i);
				text.append(values.get(pattern.substring(i + 1, end)));
				i = end + 1;
			}
			else {
				text.append(pattern.charAt(i++));
			}
		}
		return text.toString();
	}

}
