package io.phoenixchannels.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Which topics somebody wants to hear: one exactly ({@code room:lobby}), all with a
 * prefix ({@code room:*}), or all of a form whose parts get names ({@code room:{room}}).
 * A variable takes one or more characters other than {@code :}; a trailing {@code *}
 * takes anything, also nothing.
 */
public final class TopicPattern {

	private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)\\}");

	private final String text;

	private final List<String> variables;

	private final @Nullable Pattern pattern;

	private TopicPattern(String text, List<String> variables, @Nullable Pattern pattern) {
		this.text = text;
		this.variables = List.copyOf(variables);
		this.pattern = pattern;
	}

	/**
	 * Reads a pattern.
	 * @throws IllegalArgumentException if it is empty, has a brace without its partner, a
	 * variable without a name, the same variable twice, or a {@code *} elsewhere than at
	 * its end
	 */
	public static TopicPattern parse(String text) {
		if (text.isEmpty()) {
			throw new IllegalArgumentException("A topic must not be empty");
		}
		boolean prefix = text.endsWith("*");
		String body = prefix ? text.substring(0, text.length() - 1) : text;
		List<String> variables = new ArrayList<>();
		StringBuilder regex = new StringBuilder();
		Matcher matcher = VARIABLE.matcher(body);
		int end = 0;
		while (matcher.find()) {
			appendLiteral(text, body.substring(end, matcher.start()), regex);
			appendVariable(text, matcher.group(1), variables, regex);
			end = matcher.end();
		}
		appendLiteral(text, body.substring(end), regex);
		if (!prefix && variables.isEmpty()) {
			return new TopicPattern(text, variables, null);
		}
		return new TopicPattern(text, variables, Pattern.compile(regex + (prefix ? ".*" : ""), Pattern.DOTALL));
	}

	private static void appendLiteral(String text, String literal, StringBuilder regex) {
		if (literal.indexOf('{') >= 0 || literal.indexOf('}') >= 0) {
			throw new IllegalArgumentException("The topic pattern '" + text + "' has a brace without its partner");
		}
		if (literal.indexOf('*') >= 0) {
			throw new IllegalArgumentException("The topic pattern '" + text + "' may have a * at its end only");
		}
		regex.append(Pattern.quote(literal));
	}

	private static void appendVariable(String text, String name, List<String> variables, StringBuilder regex) {
		if (name.isBlank()) {
			throw new IllegalArgumentException("The topic pattern '" + text + "' has a variable without a name");
		}
		if (variables.contains(name)) {
			throw new IllegalArgumentException("The topic pattern '" + text + "' has '" + name + "' twice");
		}
		variables.add(name);
		regex.append("([^:]+)");
	}

	/**
	 * A pattern that matches this topic only, whatever characters it has.
	 */
	public static TopicPattern exactly(String topic) {
		return new TopicPattern(topic, List.of(), null);
	}

	/**
	 * Whether it matches a single topic, which is then its text.
	 */
	public boolean isExact() {
		return this.pattern == null;
	}

	/**
	 * The names of the variables, from left to right.
	 */
	public List<String> variables() {
		return this.variables;
	}

	/**
	 * Whether a topic is one of those that this stands for.
	 */
	public boolean matches(String topic) {
		return (this.pattern != null) ? this.pattern.matcher(topic).matches() : this.text.equals(topic);
	}

	/**
	 * The variables' values in a topic, from left to right by name.
	 * @return null if the topic does not match
	 */
	public @Nullable Map<String, String> match(String topic) {
		if (this.pattern == null) {
			return this.text.equals(topic) ? Map.of() : null;
		}
		Matcher matcher = this.pattern.matcher(topic);
		if (!matcher.matches()) {
			return null;
		}
		Map<String, String> values = new LinkedHashMap<>();
		for (int i = 0; i < this.variables.size(); i++) {
			values.put(this.variables.get(i), matcher.group(i + 1));
		}
		return values;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof TopicPattern that && this.text.equals(that.text) && isExact() == that.isExact();
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	/**
	 * The pattern as it was written.
	 */
	@Override
	public String toString() {
		return this.text;
	}

}
