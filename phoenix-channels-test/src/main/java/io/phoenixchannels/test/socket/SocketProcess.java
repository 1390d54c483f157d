package io.phoenixchannels.test.socket;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.phoenixchannels.test.wire.Frame;
import io.phoenixchannels.test.wire.Json;
import io.phoenixchannels.test.wire.MalformedFrameException;
import io.phoenixchannels.test.wire.Message;
import io.phoenixchannels.test.wire.UnsupportedPayloadException;
import io.phoenixchannels.test.wire.WireFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One connected client: routes its frames to channels, starts and ends them. Everything a
 * client sent and everything that goes out passes one queue, so that while a join runs
 * all else waits, heartbeats included (recording {@code slow_join}).
 */
public final class SocketProcess {

	private static final int SERVER_ERROR = 1011;

	private final Map<String, ChannelProcess> channels = new ConcurrentHashMap<>();

	private final Endpoint endpoint;

	private final WireFormat format;

	private final int maxChannels;

	private final Outlet outlet;

	private final Router router;

	private final SerialQueue queue;

	private volatile boolean closed;

	public SocketProcess(Endpoint endpoint, WireFormat format, int maxChannels, Outlet outlet, Router router) {
		this.endpoint = endpoint;
		this.format = format;
		this.maxChannels = maxChannels;
		this.outlet = outlet;
		this.router = router;
		this.queue = new SerialQueue(endpoint.executor(), outlet::flush);
	}

	public Endpoint endpoint() {
		return this.endpoint;
	}

	public WireFormat format() {
		return this.format;
	}

	/**
	 * The channels joined now.
	 */
	public List<ChannelProcess> channels() {
		return List.copyOf(this.channels.values());
	}

	SerialQueue newQueue() {
		return new SerialQueue(this.endpoint.executor(), () -> {
		});
	}

	/**
	 * Takes a message of the client.
	 */
	public void receive(Message message) {
		this.queue.post(() -> {
			if (!this.closed) {
				handle(message);
			}
		});
	}

	/**
	 * Sends a message in turn; dropped if the socket has closed.
	 */
	public void send(Message message) {
		this.queue.post(() -> {
			if (!this.closed) {
				this.outlet.send(message);
			}
		});
	}

	/**
	 * Closes in turn, with this code.
	 */
	public void close(int code) {
		this.queue.post(() -> {
			if (!this.closed) {
				end();
				this.outlet.close(code);
			}
		});
	}

	/**
	 * Takes the close frame of the client.
	 */
	public void receiveClose(int code) {
		this.queue.post(() -> {
			if (!this.closed) {
				end();
				this.outlet.answerClose(code);
			}
		});
	}

	/**
	 * The connection is gone: ends everything without a word.
	 */
	public void disconnected() {
		this.closed = true;
		this.queue.post(this::end);
	}

	private void end() {
		this.closed = true;
		this.channels.values().forEach((channel) -> channel.end(ChannelEnd.SILENT));
		this.channels.clear();
	}

	private void handle(Message message) {
		try {
			handle(this.format.decode(message));
		}
		catch (MalformedFrameException | UnsupportedPayloadException ex) {
			crash();
		}
		catch (RuntimeException ex) {
			this.endpoint.failed(ex);
			crash();
		}
	}

	private void crash() {
		end();
		this.outlet.close(SERVER_ERROR);
	}

	private void handle(Frame frame) {
		String topic = frame.topicText();
		if ("phoenix".equals(topic) && frame.isEvent("heartbeat")) {
			reply(Json.NULL, frame, "ok", Map.of());
			return;
		}
		ChannelProcess channel = (topic != null) ? this.channels.get(topic) : null;
		if (frame.isEvent("phx_join")) {
			rejoin(topic, channel, frame);
		}
		else if (channel == null) {
			handleWithoutChannel(frame);
		}
		else if (channel.accepts(frame.joinRef())) {
			if (frame.isEvent("phx_leave")) {
				channel.leave(frame);
			}
			else {
				channel.execute(() -> channel.module().handleIn(channel, frame));
			}
		}
	}

	private void handleWithoutChannel(Frame frame) {
		if (frame.isEvent("phx_leave")) {
			reply(frame.joinRef(), frame, "ok", Map.of());
		}
		else {
			unmatched(frame);
		}
	}

	private void unmatched(Frame frame) {
		reply(Json.NULL, frame, "error", Map.of("reason", "unmatched topic"));
	}

	/**
	 * A channel that is already there is shut down first, yet its phx_close goes out
	 * after the new join's reply (recording {@code join_twice_same_topic}).
	 */
	private void rejoin(@Nullable String topic, @Nullable ChannelProcess former, Frame frame) {
		if (former == null || topic == null) {
			join(topic, frame);
			return;
		}
		this.channels.remove(topic, former);
		former.end(ChannelEnd.SILENT);
		join(topic, frame);
		sendEnd(former, ChannelEnd.CLOSED);
	}

	private void join(@Nullable String topic, Frame frame) {
		ChannelModule module = (topic != null) ? this.router.route(topic) : null;
		if (topic == null || module == null) {
			unmatched(frame);
			return;
		}
		if (this.channels.size() >= this.maxChannels) {
			reply(frame.joinRef(), frame, "error", Map.of("reason", "too many channels joined"));
			return;
		}
		ChannelProcess channel = new ChannelProcess(this, module, topic, frame);
		JoinAnswer answer = ask(module, channel, frame);
		if (answer == null || this.closed) {
			channel.end(ChannelEnd.SILENT);
		}
		else if (!answer.ok()) {
			channel.end(ChannelEnd.SILENT);
			reply(frame.joinRef(), frame, "error", answer.response());
		}
		else {
			start(channel, frame, answer);
		}
	}

	private @Nullable JoinAnswer ask(ChannelModule module, ChannelProcess channel, Frame frame) {
		// The join may take its time: what is written already must not wait for it.
		this.outlet.flush();
		try {
			return module.join(channel, frame);
		}
		catch (Throwable ex) {
			this.endpoint.failed(ex);
			reply(frame.joinRef(), frame, "error", Map.of("reason", "join crashed"));
			return null;
		}
	}

	private void start(ChannelProcess channel, Frame frame, JoinAnswer answer) {
		if (!channel.joined()) {
			reply(frame.joinRef(), frame, "error", Map.of("reason", "join crashed"));
			return;
		}
		// Who sees the channel may broadcast at once, and expect it to get there.
		this.endpoint.subscribe(channel);
		this.channels.put(channel.topic(), channel);
		reply(frame.joinRef(), frame, "ok", answer.response());
		answer.afterJoin().forEach(channel::execute);
	}

	private void reply(JsonNode joinRef, Frame frame, String status, @Nullable Object response) {
		this.outlet.send(this.format.reply(joinRef, frame.ref(), frame.topic(), status, response));
	}

	/**
	 * Tells the client about the end of a channel, unless the socket has already replaced
	 * it. From any thread.
	 */
	void ended(ChannelProcess channel, ChannelEnd end) {
		if (end == ChannelEnd.SILENT) {
			this.channels.remove(channel.topic(), channel);
			return;
		}
		this.queue.post(() -> {
			if (this.channels.remove(channel.topic(), channel)) {
				sendEnd(channel, end);
			}
		});
	}

	private void sendEnd(ChannelProcess channel, ChannelEnd end) {
		boolean crashed = end == ChannelEnd.CRASHED;
		Message message = this.format.end(channel.storedJoinRef(), channel.topic(), crashed ? "phx_error" : "phx_close",
				crashed ? Map.of("reason", "channel_crash") : Map.of());
		send(message);
	}

}
