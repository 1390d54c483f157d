package io.phoenixchannels.annotation;

import java.util.List;

import io.phoenixchannels.client.TopicPattern;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.StringUtils;

/**
 * The attributes that all listener annotations have, resolved.
 *
 * @param id null to make one up
 * @param client null for the default one
 */
record ListenerAttributes(List<TopicPattern> topics, @Nullable String id, @Nullable String client,
		boolean autoStartup) {

	/**
	 * Reads a candidate's annotation.
	 * @throws IllegalArgumentException if an attribute makes no sense
	 */
	static ListenerAttributes of(ListenerCandidate candidate, ListenerExpressions expressions) {
		var attributes = AnnotationUtils.getAnnotationAttributes(null, candidate.annotation());
		return new ListenerAttributes(
				expressions.resolveStrings(attributes.getStringArray("topic"))
					.stream()
					.map(TopicPattern::parse)
					.toList(),
				text(expressions.resolveString(attributes.getString("id"))),
				text(expressions.resolveString(attributes.getString("client"))),
				autoStartup(expressions.resolveString(attributes.getString("autoStartup"))));
	}

	private static @Nullable String text(String value) {
		return StringUtils.hasText(value) ? value : null;
	}

	private static boolean autoStartup(String value) {
		return switch (value) {
			case "", "true" -> true;
			case "false" -> false;
			default ->
				throw new IllegalArgumentException("its autoStartup must be true or false, but is '" + value + "'");
		};
	}

}
