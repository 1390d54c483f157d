package io.phoenixchannels.log;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What structured logs show beside the text of a line. The fields are in SLF4J's MDC
 * while something is logged, and only then; where there is no SLF4J, there are none.
 */
public final class LogFields {

	/**
	 * The name of the client.
	 */
	public static final String CLIENT = "phoenix.client";

	/**
	 * The number of the connection.
	 */
	public static final String CONNECTION = "phoenix.connection";

	/**
	 * The how-manieth failed attempt in a row.
	 */
	public static final String ATTEMPT = "phoenix.attempt";

	/**
	 * Why a connection ended or could not be opened, in one word.
	 */
	public static final String REASON = "phoenix.reason";

	/**
	 * The code that the connection was closed with.
	 */
	public static final String CLOSE_CODE = "phoenix.close_code";

	/**
	 * The HTTP status that the handshake was refused with.
	 */
	public static final String HTTP_STATUS = "phoenix.http_status";

	/**
	 * The topic.
	 */
	public static final String TOPIC = "phoenix.topic";

	/**
	 * The event.
	 */
	public static final String EVENT = "phoenix.event";

	private static final boolean AVAILABLE = isAvailable();

	private final Map<String, String> fields = new LinkedHashMap<>();

	private LogFields() {
	}

	private static boolean isAvailable() {
		try {
			Class.forName("org.slf4j.MDC", false, LogFields.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

	/**
	 * The field of what concerns a client.
	 */
	public static LogFields client(String name) {
		return new LogFields().and(CLIENT, name);
	}

	/**
	 * Adds a field.
	 * @param value null for none
	 */
	public LogFields and(String field, @Nullable Object value) {
		if (value != null) {
			this.fields.put(field, value.toString());
		}
		return this;
	}

	/**
	 * Logs something with these fields. The MDC is afterwards what it was before.
	 */
	public void during(Runnable logging) {
		if (!AVAILABLE) {
			logging.run();
			return;
		}
		Map<String, @Nullable String> before = new LinkedHashMap<>();
		this.fields.forEach((field, value) -> {
			before.put(field, MDC.get(field));
			MDC.put(field, value);
		});
		try {
			logging.run();
		}
		finally {
			before.forEach(LogFields::restore);
		}
	}

	private static void restore(String field, @Nullable String value) {
		if (value != null) {
			MDC.put(field, value);
		}
		else {
			MDC.remove(field);
		}
	}

	@Override
	public String toString() {
		return this.fields.toString();
	}

}
