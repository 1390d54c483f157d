package io.phoenixchannels.push;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.protocol.ReservedEvents;
import org.jspecify.annotations.Nullable;

/**
 * The topic of a push method, whose variables are filled in at each call.
 */
final class PushTopic {

	private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)\\}");

	private final List<String> literals = new ArrayList<>();

	private final List<PushVariable> variables = new ArrayList<>();

	/**
	 * Prepares a topic.
	 * @param variables those that the parameters have
	 * @throws IllegalArgumentException if that is no topic to push on, or its variables
	 * are not those of the parameters
	 */
	PushTopic(String topic, List<PushVariable> variables) {
		check(topic, variables);
		Matcher matcher = VARIABLE.matcher(topic);
		int end = 0;
		while (matcher.find()) {
			String name = matcher.group(1);
			this.literals.add(topic.substring(end, matcher.start()));
			this.variables.add(variables.stream()
				.filter((variable) -> variable.name().equals(name))
				.findFirst()
				.orElseThrow(() -> new IllegalArgumentException("its topic '" + topic + "' has the variable {" + name
						+ "}, and no parameter gives its value. Add a @TopicVariable parameter for it")));
			end = matcher.end();
		}
		this.literals.add(topic.substring(end));
	}

	private static void check(String topic, List<PushVariable> variables) {
		if (topic.isEmpty()) {
			throw new IllegalArgumentException(
					"it has no topic. Name one, such as topic = \"room:lobby\", at the method or at the interface");
		}
		TopicPattern pattern = TopicPattern.parse(topic);
		if (topic.endsWith("*")) {
			throw new IllegalArgumentException("its topic '" + topic + "' stands for many, and a push needs one."
					+ " Write a variable in place of the *, such as {id}");
		}
		if (topic.equals(ReservedEvents.PHOENIX_TOPIC)) {
			throw new IllegalArgumentException(
					"nobody can push on the topic 'phoenix', which belongs to Phoenix itself");
		}
		for (PushVariable variable : variables) {
			if (!pattern.variables().contains(variable.name())) {
				throw new IllegalArgumentException(variable.parameter() + " is a @TopicVariable, but the topic '"
						+ topic + "' has no variable {" + variable.name() + "}. Write it into the topic, or name one"
						+ " it has: " + pattern.variables());
			}
		}
	}

	/**
	 * The topic of one call.
	 * @throws IllegalArgumentException if a value would make it another one
	 */
	String expand(@Nullable Object[] arguments) {
		if (this.variables.isEmpty()) {
			return this.literals.get(0);
		}
		StringBuilder topic = new StringBuilder();
		for (int i = 0; i < this.variables.size(); i++) {
			topic.append(this.literals.get(i)).append(this.variables.get(i).value(arguments));
		}
		return topic.append(this.literals.get(this.variables.size())).toString();
	}

}
