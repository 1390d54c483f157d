package io.phoenixchannels.session;

import java.time.Duration;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.session.JoinParams.Supplied;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Session} in virtual time, and everybody around it: the application, the
 * transport, and the server.
 */
final class SessionHarness extends SessionDriver {

	static final String UNMATCHED_TOPIC = "{\"reason\":\"unmatched topic\"}";

	SessionHarness() {
		this(Policies.exact());
	}

	SessionHarness(SessionPolicy policy) {
		this(policy, 1);
	}

	SessionHarness(SessionPolicy policy, long seed) {
		super(policy, seed);
	}

	OperationId connect() {
		OperationId id = operation();
		give(new Command.Connect(id));
		return id;
	}

	OperationId disconnect() {
		OperationId id = operation();
		give(new Command.Disconnect(id));
		return id;
	}

	void reconnect() {
		give(new Command.Reconnect());
	}

	OperationId join(String topic) {
		return join(topic, null);
	}

	OperationId join(String topic, @Nullable JoinParams params) {
		OperationId id = operation();
		give(new Command.JoinChannel(id, topic, params));
		return id;
	}

	OperationId joinSupplied(String topic) {
		return join(topic, new Supplied("supplier of " + topic));
	}

	OperationId leave(String topic) {
		OperationId id = operation();
		give(new Command.LeaveChannel(id, topic));
		return id;
	}

	OperationId push(String topic, String event) {
		return push(topic, event, Duration.ofSeconds(10));
	}

	OperationId push(String topic, String event, Duration timeout) {
		OperationId id = operation();
		give(new Command.PushMessage(id, topic, event, Payload.EMPTY, now().plus(timeout), true));
		return id;
	}

	OperationId send(String topic, String event) {
		OperationId id = operation();
		give(new Command.PushMessage(id, topic, event, Payload.EMPTY, now().plusSeconds(10), false));
		return id;
	}

	void opened() {
		opened(1);
	}

	void opened(int number) {
		give(new Signal.TransportOpened(attempt(number)));
	}

	void closed(int code) {
		closed(1, code);
	}

	void closed(int number, int code) {
		give(new Signal.TransportClosed(attempt(number), new CloseStatus(code, "")));
	}

	void failed(@Nullable Integer httpStatus) {
		give(new Signal.TransportFailed(attempt(1), "no route to host", httpStatus));
	}

	void receive(@Nullable String joinRef, @Nullable String ref, String topic, String event, Payload payload) {
		receive(1, new Frame(joinRef, ref, topic, event, payload));
	}

	void receive(int number, Frame frame) {
		give(new Signal.FrameReceived(attempt(number), frame));
	}

	void reply(Frame frame, String status, String response) {
		reply(1, frame, status, response);
	}

	/**
	 * Replies as Phoenix does: with the join_ref of what is replied to, but with none
	 * where there is no channel.
	 */
	void reply(int number, Frame frame, String status, String response) {
		String joinRef = response.equals(UNMATCHED_TOPIC) ? null : frame.joinRef();
		receive(number,
				new Frame(joinRef, frame.ref(), frame.topic(), "phx_reply", new Reply(status, Payload.json(response))));
	}

	void replyOk(Frame frame) {
		reply(frame, "ok", "{}");
	}

	/**
	 * Confirms the last join of a topic, on whatever connection it was sent.
	 */
	void confirmJoin(String topic) {
		Effect.SendFrame join = lastSend(topic, "phx_join");
		reply(join.connection().number(), join.frame(), "ok", "{}");
	}

	void rejectJoin(String topic, String reason) {
		Effect.SendFrame join = lastSend(topic, "phx_join");
		reply(join.connection().number(), join.frame(), "error", "{\"reason\":\"" + reason + "\"}");
	}

	/**
	 * The channel of the last join crashes.
	 */
	void crash(String topic) {
		end(topic, "phx_error", Payload.json("{\"reason\":\"channel_crash\"}"));
	}

	/**
	 * The channel of the last join stops normally.
	 */
	void stop(String topic) {
		end(topic, "phx_close", Payload.EMPTY);
	}

	private void end(String topic, String event, Payload payload) {
		Effect.SendFrame join = lastSend(topic, "phx_join");
		String joinRef = join.frame().ref();
		receive(join.connection().number(), new Frame(joinRef, joinRef, topic, event, payload));
	}

	void broadcast(String topic, String event) {
		receive(null, null, topic, event, Payload.EMPTY);
	}

	/**
	 * Connected, with these topics joined.
	 */
	SessionHarness joined(String... topics) {
		connect();
		opened();
		for (String topic : topics) {
			join(topic);
			confirmJoin(topic);
		}
		effects();
		return this;
	}

}
