package io.phoenixchannels.benchmarks.parts;

import java.util.Objects;

import io.phoenixchannels.benchmarks.client.Tick;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.Codec;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.protocol.v2.V2Codec;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.Transport;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportListener;
import org.jspecify.annotations.Nullable;

/**
 * A whole client on one thread, whose server is a few lines: what goes in and out of it
 * costs what the client costs, and nothing else.
 */
public final class InMemoryClient implements AutoCloseable {

	private static final String TOPIC = "room:lobby";

	private final Codec codec = new V2Codec();

	private final PhoenixClient client;

	private final PhoenixChannel channel;

	private final Tick payload = Tick.ofSize(100);

	private @Nullable TransportListener listener;

	private @Nullable Tick heard;

	private @Nullable PhoenixReply reply;

	private long sent;

	public InMemoryClient() {
		this.client = PhoenixClient.builder("ws://localhost/socket")
			.transport(this::open)
			.callbackExecutor(Runnable::run)
			.build();
		this.client.connect().join();
		this.channel = this.client.channel(TOPIC);
		this.channel.on("tick", Tick.class, (tick) -> this.heard = tick);
		this.channel.join().join();
	}

	private TransportConnection open(ConnectRequest request, TransportListener listener) {
		this.listener = listener;
		Connection connection = new Connection(listener);
		listener.opened();
		return connection;
	}

	/**
	 * An event comes, and is handled before this returns.
	 */
	public Tick receive(WireMessage message) {
		this.heard = null;
		Objects.requireNonNull(this.listener).received(message, false);
		return Objects.requireNonNull(this.heard, "The handler was not called");
	}

	/**
	 * A push and its reply.
	 */
	public PhoenixReply push() {
		this.reply = null;
		this.channel.push("echo", this.payload).thenAccept((reply) -> this.reply = reply);
		return Objects.requireNonNull(this.reply, "There was no reply");
	}

	/**
	 * A push that nobody answers.
	 */
	public long send() {
		this.channel.send("note", this.payload);
		return this.sent;
	}

	/**
	 * An event of the topic that the handler listens to.
	 */
	public static WireMessage event(int size) {
		return new WireMessage.Text("[null,null,\"" + TOPIC + "\",\"tick\"," + Tick.ofSize(size).json() + "]");
	}

	@Override
	public void close() {
		this.client.close();
	}

	private final class Connection implements TransportConnection {

		private final TransportListener listener;

		Connection(TransportListener listener) {
			this.listener = listener;
		}

		@Override
		public boolean send(WireMessage message) {
			InMemoryClient.this.sent++;
			String text = ((WireMessage.Text) message).text();
			if (!text.contains("\"note\"")) {
				Frame frame = InMemoryClient.this.codec.decode(message);
				this.listener.received(new WireMessage.Text("[" + quoted(frame.joinRef()) + "," + quoted(frame.ref())
						+ ",\"" + frame.topic() + "\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]"), false);
			}
			return true;
		}

		private static String quoted(@Nullable String ref) {
			return (ref != null) ? '"' + ref + '"' : "null";
		}

		@Override
		public void close(CloseStatus status) {
			this.listener.closed(status);
		}

		@Override
		public void abort() {
			this.listener.closed(new CloseStatus(1006, ""));
		}

	}

}
