package io.phoenixchannels.client.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * A push, from the call to its outcome. It is a {@link SenderContext} for the kind of its
 * span: frames have no headers, so that the trace ends at this client.
 */
public class PhoenixPushContext extends SenderContext<PhoenixPushContext> {

	private final String client;

	private final String topic;

	private final String event;

	private final Operation operation;

	private volatile @Nullable PushOutcome outcome;

	private volatile @Nullable String status;

	/**
	 * A push that begins.
	 * @param client the client's name
	 * @param target where the client connects to, without anything secret
	 */
	@SuppressWarnings("this-escape") // Micrometer\'s setters set fields, and nothing more
	public PhoenixPushContext(String client, String target, String topic, String event, Operation operation) {
		super((carrier, key, value) -> {
		}, (operation == Operation.PUSH) ? Kind.CLIENT : Kind.PRODUCER);
		this.client = client;
		this.topic = topic;
		this.event = event;
		this.operation = operation;
		setCarrier(this);
		setRemoteServiceName(PhoenixObservationDocumentation.REMOTE_SERVICE);
		setRemoteServiceAddress(target);
	}

	public String client() {
		return this.client;
	}

	public String topic() {
		return this.topic;
	}

	public String event() {
		return this.event;
	}

	public Operation operation() {
		return this.operation;
	}

	/**
	 * What came of it; null as long as it is under way.
	 */
	public @Nullable PushOutcome outcome() {
		return this.outcome;
	}

	/**
	 * The status of the reply, as the server's channel chose it; null if there is none.
	 */
	public @Nullable String status() {
		return this.status;
	}

	/**
	 * The server replied.
	 */
	public void replied(String status) {
		this.status = status;
		this.outcome = switch (status) {
			case "ok" -> PushOutcome.OK;
			case "error" -> PushOutcome.ERROR;
			default -> PushOutcome.OTHER;
		};
	}

	/**
	 * It ended without a reply.
	 */
	public void ended(PushOutcome outcome) {
		this.outcome = outcome;
	}

	/**
	 * What the application asked for.
	 */
	public enum Operation {

		/**
		 * A push that waits for its reply.
		 */
		PUSH,

		/**
		 * A push that asks for none.
		 */
		SEND

	}

	/**
	 * What came of a push.
	 */
	public enum PushOutcome {

		/**
		 * The server replied with the status {@code ok}.
		 */
		OK,

		/**
		 * The server replied with the status {@code error}. That is an answer, and no
		 * error of the observation.
		 */
		ERROR,

		/**
		 * The server replied with a status of its own.
		 */
		OTHER,

		/**
		 * It asked for no reply, and was given to the connection.
		 */
		SENT,

		/**
		 * Its deadline passed.
		 */
		TIMEOUT,

		/**
		 * The connection broke before the reply: nobody knows what came of it.
		 */
		INTERRUPTED,

		/**
		 * It was not sent.
		 */
		REFUSED

	}

}
