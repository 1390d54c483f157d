package io.phoenixchannels.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;

import io.phoenixchannels.test.server.SocketSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A Phoenix server to test against: a real WebSocket server on localhost that answers as
 * Phoenix 1.8 does, plays the channels it is scripted with, breaks as it is told to, and
 * remembers every frame.
 * <p>
 * All methods may be called from any thread; none runs a script. What ends a connection
 * or a channel here only starts to: wait for what the client makes of it. Connections
 * that come later are not affected unless a method says so.
 */
public final class EmbeddedPhoenixServer implements AutoCloseable {

	private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private final List<Throwable> scriptFailures = new CopyOnWriteArrayList<>();

	private final Object lifecycle = new Object();

	private final String path;

	private final Flavour flavour;

	private final @Nullable Supplier<SSLEngine> tls;

	private final Map<String, SocketSettings> sockets;

	private final Scripts scripts;

	private final Connections connections;

	private final Scenario built;

	private final Duration patience;

	private volatile int port;

	private volatile @Nullable Run run;

	EmbeddedPhoenixServer(int port, String path, Flavour flavour, @Nullable Supplier<SSLEngine> tls,
			Map<String, SocketSettings> sockets, Scripts scripts, FrameLog log, Duration patience) {
		this.port = port;
		this.path = path;
		this.flavour = flavour;
		this.tls = tls;
		this.sockets = sockets;
		this.scripts = scripts;
		this.connections = new Connections(log);
		this.built = scripts.scenario();
		this.patience = patience;
	}

	public static EmbeddedPhoenixServerBuilder builder() {
		return new EmbeddedPhoenixServerBuilder();
	}

	// Life

	/**
	 * Starts the server, on the port it had before if it is a restart. Does nothing if it
	 * runs.
	 * @throws IllegalStateException if the port is taken
	 */
	public void start() {
		synchronized (this.lifecycle) {
			if (this.run == null) {
				Run run = new Run(this, this.port, this.tls, this.sockets, this.scripts, this.connections,
						this.scriptFailures::add);
				this.port = run.port();
				this.run = run;
			}
		}
	}

	/**
	 * Stops the server as SIGTERM stops Phoenix: sockets with a channel are closed with
	 * 1012, the others as the {@link Flavour} does. Returns when all connections and
	 * threads are gone, within a few seconds even if a client or a script hangs.
	 */
	public void stop() {
		stop((connection) -> {
			if (!connection.channels().isEmpty()) {
				connection.drain();
			}
			else if (this.flavour == Flavour.BANDIT) {
				connection.close(1000);
			}
			else {
				connection.kill();
			}
		});
	}

	/**
	 * Stops the server as SIGKILL would: every connection is reset (1006), and new ones
	 * are refused from before that.
	 */
	public void stopAbruptly() {
		stop(ServerConnection::kill);
	}

	/**
	 * Stops the server.
	 */
	@Override
	public void close() {
		stop();
	}

	private void stop(Consumer<ServerConnection> farewell) {
		synchronized (this.lifecycle) {
			Run run = this.run;
			if (run == null) {
				return;
			}
			this.run = null;
			run.unbind();
			this.connections.all().forEach(farewell);
			this.connections.drained(Duration.ofSeconds(1));
			run.close();
		}
	}

	/**
	 * Plays what the server was built with, and forgets the rest; see
	 * {@link #reset(Scenario)}.
	 */
	public void reset() {
		reset(this.built);
	}

	/**
	 * Makes a fresh start for another test, without parting from the clients that are
	 * connected: plays this scenario for joins to come, ends all faults and refusals, and
	 * empties the frame log and the script failures. Connections that were silent are
	 * reset, since they have lost frames. Neither starts nor stops the server.
	 */
	public void reset(Scenario scenario) {
		this.scripts.play(scenario);
		acceptConnections();
		acceptJoins();
		this.connections.heal();
		this.scriptFailures.clear();
		frames().clear();
	}

	public boolean isRunning() {
		return this.run != null;
	}

	/**
	 * The port; 0 if a free one is wanted and the server has not been started yet.
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Where clients connect to, such as {@code ws://localhost:4000/socket}; {@code wss}
	 * if the server has TLS.
	 */
	public String url() {
		return url(this.path);
	}

	/**
	 * Where another socket is mounted.
	 */
	public String url(String path) {
		return ((this.tls != null) ? "wss" : "ws") + "://localhost:" + this.port + path;
	}

	/**
	 * Where the plain HTTP routes are, such as {@code http://localhost:4000}.
	 */
	public String httpUrl() {
		return ((this.tls != null) ? "https" : "http") + "://localhost:" + this.port;
	}

	// What the application does

	/**
	 * Declares channels, or replaces those of the same pattern for joins to come.
	 * @see EmbeddedPhoenixServerBuilder#channel
	 */
	public void channel(String topicPattern, Consumer<ChannelScript> script) {
		ChannelScript channel = new ChannelScript();
		script.accept(channel);
		this.scripts.channel(topicPattern, channel);
	}

	/**
	 * Replaces the connect script.
	 */
	public void onConnect(Script<SocketConnect> script) {
		this.scripts.connect(script);
	}

	/**
	 * What the server plays now, to come back to.
	 */
	public Scenario scenario() {
		return this.scripts.scenario();
	}

	/**
	 * Broadcasts to all who joined a topic, as {@code Endpoint.broadcast} does.
	 * @param payload bytes for a binary frame, or anything Jackson can write;
	 * {@code null} for <code>{}</code>
	 * @throws IllegalStateException if the server does not run
	 * @throws io.phoenixchannels.test.wire.UnsupportedPayloadException if it is bytes and
	 * a client of protocol version 1.0.0, which cannot take them, is among those who
	 * joined
	 */
	public void broadcast(String topic, String event, @Nullable Object payload) {
		running().endpoint().broadcast(topic, event, payload, null);
	}

	/**
	 * Who is present on a topic: key to metas.
	 */
	public JsonNode presence(String topic) {
		return running().endpoint().presence(topic);
	}

	/**
	 * What scripts have thrown so far, intended crashes included.
	 */
	public List<Throwable> scriptFailures() {
		return List.copyOf(this.scriptFailures);
	}

	// Who is there

	/**
	 * The open connections, oldest first.
	 */
	public List<ServerConnection> connections() {
		return this.connections.all();
	}

	/**
	 * How many connections have been opened since the server was built.
	 */
	public long connectionsOpened() {
		return this.connections.opened();
	}

	/**
	 * Waits until exactly so many connections are open.
	 * @throws AssertionError if that takes longer than the server's patience
	 */
	public void awaitConnections(int count) {
		this.connections.awaitCount(count, this.patience);
	}

	/**
	 * The handshakes seen since the server was built, refused ones included; of more than
	 * 1,000, the last ones.
	 */
	public List<HandshakeRequest> handshakes() {
		return this.connections.handshakes();
	}

	/**
	 * The joined channels of all connections.
	 */
	public List<ServerChannel> channels() {
		return connections().stream().flatMap((connection) -> connection.channels().stream()).toList();
	}

	/**
	 * The joined channels of one topic.
	 */
	public List<ServerChannel> channels(String topic) {
		return channels().stream().filter((channel) -> channel.topic().equals(topic)).toList();
	}

	// Frames

	public FrameLog frames() {
		return this.connections.log();
	}

	/**
	 * Waits for a frame; see {@link FrameLog#await}.
	 */
	public LoggedFrame awaitFrame(Predicate<LoggedFrame> wanted, Duration timeout) {
		return frames().await(wanted, timeout);
	}

	/**
	 * Waits until a client is joined to a topic: by now, or as soon as one is. Channels
	 * and connections that have been told to end do not count. A broadcast from here on
	 * reaches the client.
	 * @return a joined channel of the topic
	 * @throws AssertionError if there is none within the server's patience; it names the
	 * heads of the last frames
	 */
	public ServerChannel awaitJoined(String topic) {
		long deadline = System.nanoTime() + this.patience.toNanos();
		while (true) {
			for (ServerChannel channel : channels(topic)) {
				if (channel.isJoined() && !channel.connection().isEnding()) {
					return channel;
				}
			}
			if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
				throw frames().failure(
						"Expected a client to be joined to '" + topic + "' within " + this.patience + " but none is");
			}
			LockSupport.parkNanos(POLL_NANOS);
		}
	}

	/**
	 * Waits for a client's phx_join of a topic, whatever becomes of it; one in the log
	 * counts.
	 * @throws AssertionError if there is none within the server's patience
	 * @see #awaitJoined
	 */
	public LoggedFrame awaitJoin(String topic) {
		return awaitPush(topic, "phx_join");
	}

	/**
	 * Waits for a client's push of an event on a topic; one in the log counts.
	 * @return the first in the log; {@link #awaitPushes} has those after it
	 * @throws AssertionError if there is none within the server's patience; it names the
	 * heads of the last frames
	 */
	public LoggedFrame awaitPush(String topic, String event) {
		return frames().await("push" + of(topic, event), 1, isPush(topic, event), this.patience).get(0);
	}

	/**
	 * Waits for a client's push of an event on a topic, and gives its payload.
	 * @param type {@code byte[]} for a binary payload, any that Jackson can bind for JSON
	 * @see #awaitPush(String, String)
	 */
	public <T> T awaitPush(String topic, String event, Class<T> type) {
		return awaitPush(topic, event).payload(type);
	}

	/**
	 * Waits for several pushes of an event on a topic, and gives the payloads of the
	 * first {@code count}, in the order they were sent.
	 * @see #awaitPush(String, String, Class)
	 */
	public <T> List<T> awaitPushes(int count, String topic, String event, Class<T> type) {
		return frames().await("pushes" + of(topic, event), count, isPush(topic, event), this.patience)
			.stream()
			.map((frame) -> frame.payload(type))
			.toList();
	}

	/**
	 * Makes sure that no client pushes an event on a topic, in what the log holds and for
	 * some time to come. Takes all that time, unless it fails.
	 * @throws AssertionError as soon as there is one; it names the heads of the last
	 * frames
	 */
	public void expectNoPush(String topic, String event, Duration duration) {
		frames().expectNone("push" + of(topic, event), isPush(topic, event), duration);
	}

	private static String of(String topic, String event) {
		return " of '" + event + "' on '" + topic + "'";
	}

	private static Predicate<LoggedFrame> isPush(String topic, String event) {
		return (frame) -> frame.isFromClient() && frame.isOn(topic) && frame.isEvent(event);
	}

	// Faults

	/**
	 * Closes the connections of a socket id with 1001, as a "disconnect" broadcast does.
	 * @return how many there were
	 */
	public int disconnect(String socketId) {
		List<ServerConnection> found = connections().stream()
			.filter((connection) -> socketId.equals(connection.socketId()))
			.toList();
		found.forEach(ServerConnection::disconnect);
		return found.size();
	}

	/**
	 * Closes all connections with 1012.
	 */
	public void drain() {
		connections().forEach(ServerConnection::drain);
	}

	/**
	 * Resets all connections with no close frame: 1006 for the clients.
	 */
	public void kill() {
		connections().forEach(ServerConnection::kill);
	}

	/**
	 * Closes all connections with any code; see {@link ServerConnection#close}.
	 */
	public void close(int code) {
		connections().forEach((connection) -> connection.close(code));
	}

	/**
	 * Crashes every channel of a topic: phx_error.
	 * @return how many there were
	 */
	public int crashChannel(String topic) {
		return end(topic, ServerChannel::crash);
	}

	/**
	 * Stops every channel of a topic normally: phx_close.
	 * @return how many there were
	 */
	public int closeChannel(String topic) {
		return end(topic, ServerChannel::stop);
	}

	/**
	 * Loses every channel of a topic without a word: the next push gets "unmatched
	 * topic".
	 * @return how many there were
	 */
	public int forgetChannel(String topic) {
		return end(topic, ServerChannel::forget);
	}

	private int end(String topic, Consumer<ServerChannel> end) {
		List<ServerChannel> channels = channels(topic);
		channels.forEach(end);
		return channels.size();
	}

	/**
	 * Refuses handshakes to come with an HTTP status and an empty body.
	 */
	public void refuseConnections(int httpStatus) {
		this.scripts.refuseConnections(httpStatus);
	}

	public void acceptConnections() {
		this.scripts.refuseConnections(null);
	}

	/**
	 * Refuses joins to come with an error reply.
	 * @param topicPattern a topic, or a prefix with a star at its end
	 * @param response bytes, or anything Jackson can write; {@code null} for
	 * <code>{}</code>
	 */
	public void refuseJoins(String topicPattern, @Nullable Object response) {
		this.scripts.refuseJoins(topicPattern, Scripts.refusal(response));
	}

	/**
	 * Ends all {@link #refuseJoins}.
	 */
	public void acceptJoins() {
		this.scripts.acceptJoins();
	}

	/**
	 * Plays a dead network: all connections fall silent (see
	 * {@link ServerConnection#goSilent}), and handshakes to come are never answered.
	 */
	public void goSilent() {
		this.connections.silent(true);
	}

	/**
	 * Ends the silence. What was dropped stays lost, handshakes included.
	 */
	public void speakAgain() {
		this.connections.silent(false);
	}

	/**
	 * Reads nothing from the present connections from here on, so that TCP pushes back.
	 */
	public void stopReading() {
		connections().forEach(ServerConnection::stopReading);
	}

	public void resumeReading() {
		connections().forEach(ServerConnection::resumeReading);
	}

	/**
	 * Ignores close frames of the present connections.
	 */
	public void neverAnswerClose() {
		connections().forEach(ServerConnection::neverAnswerClose);
	}

	/**
	 * Sends a text frame of any content to one connection.
	 */
	public void sendRaw(ServerConnection connection, String text) {
		connection.sendRaw(text);
	}

	/**
	 * Sends a binary frame of any content to one connection.
	 */
	public void sendRaw(ServerConnection connection, byte[] bytes) {
		connection.sendRaw(bytes);
	}

	private Run running() {
		Run run = this.run;
		if (run == null) {
			throw new IllegalStateException("The server does not run; start it first");
		}
		return run;
	}

	@Override
	public String toString() {
		return "EmbeddedPhoenixServer on port " + this.port + (isRunning() ? "" : ", stopped");
	}

}
