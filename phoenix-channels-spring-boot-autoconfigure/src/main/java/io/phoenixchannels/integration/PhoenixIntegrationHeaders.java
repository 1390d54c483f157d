package io.phoenixchannels.integration;

/**
 * The names of the headers that tell where a message comes from, or where it goes to.
 */
public final class PhoenixIntegrationHeaders {

	private static final String PREFIX = "phx_";

	/**
	 * The topic, a {@code String}.
	 */
	public static final String TOPIC = PREFIX + "topic";

	/**
	 * The event, a {@code String}.
	 */
	public static final String EVENT = PREFIX + "event";

	/**
	 * The ref, a {@code String}: only on replies that are observed.
	 */
	public static final String REF = PREFIX + "ref";

	/**
	 * The ref of the join that the message belongs to, a {@code String}: not on
	 * broadcasts.
	 */
	public static final String JOIN_REF = PREFIX + "join_ref";

	/**
	 * The values of the variables of a topic such as {@code room:{room}}, a
	 * {@code Map<String, String>}: only if it has any.
	 */
	public static final String TOPIC_VARIABLES = PREFIX + "topic_variables";

	private PhoenixIntegrationHeaders() {
	}

}
