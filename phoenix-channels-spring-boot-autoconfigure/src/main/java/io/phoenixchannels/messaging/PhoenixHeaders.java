package io.phoenixchannels.messaging;

import java.util.List;

/**
 * The names of the headers that a Phoenix message has where it is seen as a
 * {@link org.springframework.messaging.Message}, as by
 * {@link org.springframework.messaging.handler.annotation.Header @Header}.
 */
public final class PhoenixHeaders {

	/**
	 * The topic. Always there.
	 */
	public static final String TOPIC = "phx_topic";

	/**
	 * The event. Always there.
	 */
	public static final String EVENT = "phx_event";

	/**
	 * The ref. Missing unless the message is a reply.
	 */
	public static final String REF = "phx_ref";

	/**
	 * The ref of the join that the message belongs to. Missing on broadcasts.
	 */
	public static final String JOIN_REF = "phx_join_ref";

	/**
	 * The values of the variables of a topic such as <code>room:{room}</code>, a
	 * {@code Map<String, String>}. Only on messages of Spring Integration's adapter;
	 * listeners have {@code @TopicVariable}.
	 */
	public static final String TOPIC_VARIABLES = "phx_topic_variables";

	/**
	 * The names of those that listeners can have.
	 */
	public static final List<String> ALL = List.of(TOPIC, EVENT, REF, JOIN_REF);

	private PhoenixHeaders() {
	}

}
