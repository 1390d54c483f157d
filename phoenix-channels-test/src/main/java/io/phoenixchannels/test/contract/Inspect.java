package io.phoenixchannels.test.contract;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import tools.jackson.databind.JsonNode;

/**
 * Values as Elixir's {@code inspect} shows them, which is how the recorded channel
 * reports join params that are no object (recording {@code null_and_empty_payloads}).
 */
final class Inspect {

	private Inspect() {
	}

	static String of(byte[] bytes) {
		return IntStream.range(0, bytes.length)
			.mapToObj((i) -> Integer.toString(bytes[i] & 0xFF))
			.collect(Collectors.joining(", ", "{:binary, <<", ">>}"));
	}

	static String of(JsonNode value) {
		if (value.isNull()) {
			return "nil";
		}
		if (value.isArray()) {
			return value.valueStream().map(Inspect::of).collect(Collectors.joining(", ", "[", "]"));
		}
		if (value.isObject()) {
			return value.propertyStream()
				.map((property) -> "\"" + property.getKey() + "\" => " + of(property.getValue()))
				.collect(Collectors.joining(", ", "%{", "}"));
		}
		return value.toString();
	}

}
