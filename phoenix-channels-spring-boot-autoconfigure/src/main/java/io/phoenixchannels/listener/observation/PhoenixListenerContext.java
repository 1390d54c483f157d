package io.phoenixchannels.listener.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.phoenixchannels.client.PhoenixMessage;
import org.jspecify.annotations.Nullable;

/**
 * One call of a listener, from the binding of its arguments to its end, or to that of the
 * stage that it returned. It is a {@link ReceiverContext} for the kind of its span:
 * frames have no headers, so that its trace begins here.
 */
public class PhoenixListenerContext extends ReceiverContext<PhoenixMessage> {

	private final String client;

	private final String listener;

	private final PhoenixMessage message;

	private final boolean eventNamed;

	private volatile @Nullable Outcome outcome;

	/**
	 * A call that begins.
	 * @param client the client's name
	 * @param target where the client connects to, without anything secret
	 * @param listener the listener's id
	 * @param eventNamed whether the listener names the events that it hears
	 */
	@SuppressWarnings("this-escape") // Micrometer\'s setters set fields, and nothing more
	public PhoenixListenerContext(String client, String target, String listener, PhoenixMessage message,
			boolean eventNamed) {
		super((carrier, key) -> null, Kind.CONSUMER);
		this.client = client;
		this.listener = listener;
		this.message = message;
		this.eventNamed = eventNamed;
		setCarrier(message);
		setRemoteServiceName("phoenix");
		setRemoteServiceAddress(target);
	}

	/**
	 * The name of the client.
	 */
	public String client() {
		return this.client;
	}

	/**
	 * The id of the listener.
	 */
	public String listener() {
		return this.listener;
	}

	/**
	 * The message that the listener is called with.
	 */
	public PhoenixMessage message() {
		return this.message;
	}

	/**
	 * Whether the listener names the events that it hears: if not, there may be any
	 * number of them.
	 */
	public boolean isEventNamed() {
		return this.eventNamed;
	}

	/**
	 * What came of it; null as long as it is under way.
	 */
	public @Nullable Outcome outcome() {
		return this.outcome;
	}

	/**
	 * The call ended.
	 */
	public void ended(Outcome outcome) {
		this.outcome = outcome;
	}

	/**
	 * What came of a call.
	 */
	public enum Outcome {

		/**
		 * It ended well.
		 */
		OK,

		/**
		 * Its arguments could not be bound, the method threw something, its stage failed,
		 * or its value could not be pushed.
		 */
		ERROR

	}

}
