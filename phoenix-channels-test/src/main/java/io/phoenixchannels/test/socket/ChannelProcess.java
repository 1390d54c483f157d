package io.phoenixchannels.test.socket;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.phoenixchannels.test.wire.Frame;
import io.phoenixchannels.test.wire.Message;
import io.phoenixchannels.test.wire.UnsupportedPayloadException;
import io.phoenixchannels.test.wire.WireFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One joined (or joining) channel of one socket. Once it has ended nothing of it reaches
 * the client any more, late replies included. Safe for use by any thread.
 */
public final class ChannelProcess {

	private enum State {

		JOINING, JOINED, ENDED

	}

	private final AtomicReference<State> state = new AtomicReference<>(State.JOINING);

	private final SocketProcess socket;

	private final ChannelModule module;

	private final String topic;

	private final JsonNode storedJoinRef;

	private final JsonNode joinRef;

	private final SerialQueue queue;

	ChannelProcess(SocketProcess socket, ChannelModule module, String topic, Frame join) {
		this.socket = socket;
		this.module = module;
		this.topic = topic;
		this.storedJoinRef = join.joinRef();
		this.joinRef = join.joinRef().isNull() ? join.ref() : join.joinRef();
		this.queue = socket.newQueue();
	}

	public SocketProcess socket() {
		return this.socket;
	}

	public String topic() {
		return this.topic;
	}

	/**
	 * The join_ref that this channel's frames carry: the join's, or its ref if it had
	 * none.
	 */
	public JsonNode joinRef() {
		return this.joinRef;
	}

	/**
	 * The join_ref as the transport keeps it, which is what phx_close and phx_error carry
	 * (recording {@code null_join_ref}).
	 */
	JsonNode storedJoinRef() {
		return this.storedJoinRef;
	}

	public ChannelModule module() {
		return this.module;
	}

	public boolean isJoined() {
		return this.state.get() == State.JOINED;
	}

	boolean accepts(JsonNode frameJoinRef) {
		return frameJoinRef.isNull() || frameJoinRef.equals(this.storedJoinRef);
	}

	boolean joined() {
		return this.state.compareAndSet(State.JOINING, State.JOINED);
	}

	/**
	 * Runs a task in turn, as a message to the process would be handled.
	 */
	public void execute(JoinAnswer.Task task) {
		this.queue.post(() -> {
			if (!isJoined()) {
				return;
			}
			try {
				task.run();
			}
			catch (Throwable ex) {
				this.socket.endpoint().failed(ex);
				end(ChannelEnd.CRASHED);
			}
		});
	}

	void leave(Frame frame) {
		execute(() -> {
			reply(frame, "ok", Map.of());
			end(ChannelEnd.CLOSED);
		});
	}

	/**
	 * Replies to a push of the client.
	 * @throws UnsupportedPayloadException if the protocol version cannot carry it, which
	 * crashes the channel
	 */
	public void reply(Frame frame, String status, @Nullable Object response) {
		send((format) -> format.reply(this.joinRef, frame.ref(), frame.topic(), status, response));
	}

	/**
	 * Pushes to the client.
	 * @throws IllegalStateException if the join has not been answered yet
	 * @throws UnsupportedPayloadException if the protocol version cannot carry it, which
	 * crashes the channel
	 */
	public void push(String event, @Nullable Object payload) {
		if (this.state.get() == State.JOINING) {
			throw new IllegalStateException("A channel cannot push before its join is answered; use afterJoin");
		}
		send((format) -> format.push(this.joinRef, this.topic, event, payload));
	}

	/**
	 * Broadcasts to every subscriber of the topic, or to all but this one.
	 */
	public void broadcast(String event, @Nullable Object payload, boolean toSelf) {
		if (this.state.get() != State.ENDED) {
			this.socket.endpoint().broadcast(this.topic, event, payload, toSelf ? null : this);
		}
	}

	private void send(Encoding encoding) {
		if (!isJoined()) {
			return;
		}
		Message message;
		try {
			message = encoding.encode(this.socket.format());
		}
		catch (UnsupportedPayloadException ex) {
			end(ChannelEnd.CRASHED);
			throw ex;
		}
		this.socket.send(message);
	}

	/**
	 * Ends the process at once: what waits in its queue is lost.
	 * @return whether it was still there
	 */
	public boolean end(ChannelEnd end) {
		State before = this.state.getAndSet(State.ENDED);
		if (before == State.ENDED) {
			return false;
		}
		this.queue.clear();
		if (before == State.JOINED) {
			this.socket.ended(this, end);
			this.socket.endpoint().gone(this);
		}
		return true;
	}

	@FunctionalInterface
	private interface Encoding {

		Message encode(WireFormat format);

	}

}
