package io.phoenixchannels.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import javax.net.ssl.SSLContext;

import io.micrometer.observation.ObservationRegistry;
import io.phoenixchannels.client.observation.PhoenixConnectObservationConvention;
import io.phoenixchannels.client.observation.PhoenixPushObservationConvention;
import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.JoinPolicy;
import io.phoenixchannels.session.PushPolicy;
import io.phoenixchannels.session.ReconnectPolicy;
import io.phoenixchannels.session.SessionPolicy;
import io.phoenixchannels.transport.HttpProxy;
import io.phoenixchannels.transport.Transport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds a {@link PhoenixClient}. Everything but the URL has a default. Not for use by
 * several threads at once.
 */
public final class PhoenixClientBuilder {

	final String url;

	String name = "default";

	ProtocolVersion protocolVersion = ProtocolVersion.V2;

	final Map<String, @Nullable Object> params = new LinkedHashMap<>();

	@Nullable ConnectSupplier<Map<String, ?>> paramsSupplier;

	@Nullable ConnectSupplier<String> authToken;

	final Map<String, List<String>> headers = new LinkedHashMap<>();

	@Nullable ConnectSupplier<Map<String, String>> headersSupplier;

	Duration connectTimeout = SessionPolicy.DEFAULT.connectTimeout();

	Duration closeTimeout = SessionPolicy.DEFAULT.closeTimeout();

	Duration pushTimeout = Duration.ofSeconds(10);

	int maxFrameSize = 16 * 1024 * 1024;

	int maxChannelsPerConnection = SessionPolicy.DEFAULT.maxChannelsPerConnection();

	HeartbeatPolicy heartbeat = HeartbeatPolicy.DEFAULT;

	ReconnectPolicy reconnect = ReconnectPolicy.DEFAULT;

	JoinPolicy join = JoinPolicy.DEFAULT;

	PushPolicy push = PushPolicy.DEFAULT;

	ListenerPolicy listener = ListenerPolicy.DEFAULT;

	@Nullable Supplier<SSLContext> sslContext;

	@Nullable HttpProxy proxy;

	@Nullable JsonMapper jsonMapper;

	@Nullable Executor callbackExecutor;

	@Nullable Transport transport;

	@Nullable ClientClock clock;

	ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	@Nullable PhoenixPushObservationConvention pushObservationConvention;

	@Nullable PhoenixConnectObservationConvention connectObservationConvention;

	/** Where jitter comes from; a simulation decides it by its seed. */
	@Nullable RandomGenerator random;

	PhoenixClientBuilder(String url) {
		this.url = Objects.requireNonNull(url, "url");
	}

	/**
	 * A name for logs, metrics and threads.
	 */
	public PhoenixClientBuilder name(String name) {
		this.name = name;
		return this;
	}

	/**
	 * The version of the wire format; {@link ProtocolVersion#V2} if not set.
	 */
	public PhoenixClientBuilder protocolVersion(ProtocolVersion version) {
		this.protocolVersion = version;
		return this;
	}

	/**
	 * Adds a connect param, which the server's {@code connect/3} gets.
	 * @param value a string, number or boolean, or a map or list of these; null sends an
	 * empty value
	 */
	public PhoenixClientBuilder param(String name, @Nullable Object value) {
		this.params.put(name, value);
		return this;
	}

	/**
	 * Connect params that are asked for at every attempt. They replace those of the same
	 * name that were given to {@link #param(String, Object)}.
	 */
	public PhoenixClientBuilder params(ConnectSupplier<Map<String, ?>> supplier) {
		this.paramsSupplier = supplier;
		return this;
	}

	/**
	 * The connect param {@code api_key}.
	 */
	public PhoenixClientBuilder apiKey(String apiKey) {
		return param("api_key", apiKey);
	}

	/**
	 * A token that is sent as a subprotocol, as Phoenix' own client does, so that it
	 * appears in no URL; needs {@code auth_token: true} at the server's socket.
	 */
	public PhoenixClientBuilder authToken(String token) {
		return authToken((context) -> CompletableFuture.completedFuture(token));
	}

	/**
	 * A token that is asked for at every attempt.
	 */
	public PhoenixClientBuilder authToken(ConnectSupplier<String> supplier) {
		this.authToken = supplier;
		return this;
	}

	/**
	 * Adds a header to the handshake.
	 */
	public PhoenixClientBuilder header(String name, String... values) {
		this.headers.put(name, List.of(values));
		return this;
	}

	/**
	 * Headers that are asked for at every attempt. They replace those of the same name
	 * that were given to {@link #header}.
	 */
	public PhoenixClientBuilder headers(ConnectSupplier<Map<String, String>> supplier) {
		this.headersSupplier = supplier;
		return this;
	}

	/**
	 * The bound for suppliers of credentials and handshake together; 10 s if not set.
	 */
	public PhoenixClientBuilder connectTimeout(Duration timeout) {
		this.connectTimeout = timeout;
		return this;
	}

	/**
	 * The bound for the closing handshake; 2 s if not set.
	 */
	public PhoenixClientBuilder closeTimeout(Duration timeout) {
		this.closeTimeout = timeout;
		return this;
	}

	/**
	 * The bound for the reply to a push, from the call on; 10 s if not set.
	 */
	public PhoenixClientBuilder pushTimeout(Duration timeout) {
		this.pushTimeout = timeout;
		return this;
	}

	/**
	 * The largest message that may come, in bytes, or characters of text; 16 MiB if not
	 * set. A larger one ends the connection with code 1009.
	 */
	public PhoenixClientBuilder maxFrameSize(int size) {
		this.maxFrameSize = size;
		return this;
	}

	/**
	 * Topics on one connection before another is opened; 100 if not set, which is
	 * Phoenix' own default limit.
	 */
	public PhoenixClientBuilder maxChannelsPerConnection(int max) {
		this.maxChannelsPerConnection = max;
		return this;
	}

	/**
	 * How a dead connection is found; {@link HeartbeatPolicy#DEFAULT} if not set.
	 */
	public PhoenixClientBuilder heartbeat(HeartbeatPolicy policy) {
		this.heartbeat = policy;
		return this;
	}

	/**
	 * How a lost connection is tried again; {@link ReconnectPolicy#DEFAULT} if not set.
	 */
	public PhoenixClientBuilder reconnect(ReconnectPolicy policy) {
		this.reconnect = policy;
		return this;
	}

	/**
	 * How topics are joined; {@link JoinPolicy#DEFAULT} if not set.
	 */
	public PhoenixClientBuilder join(JoinPolicy policy) {
		this.join = policy;
		return this;
	}

	/**
	 * What waits while a topic is not joined; {@link PushPolicy#DEFAULT} if not set.
	 */
	public PhoenixClientBuilder push(PushPolicy policy) {
		this.push = policy;
		return this;
	}

	/**
	 * How handlers are called; {@link ListenerPolicy#DEFAULT} if not set.
	 */
	public PhoenixClientBuilder listener(ListenerPolicy policy) {
		this.listener = policy;
		return this;
	}

	/**
	 * Keys and trust for {@code wss}; the JVM's defaults if not set. The server's
	 * certificate and host name are always verified.
	 */
	public PhoenixClientBuilder sslContext(@Nullable SSLContext sslContext) {
		this.sslContext = (sslContext != null) ? () -> sslContext : null;
		return this;
	}

	/**
	 * Keys and trust that are asked for at every attempt, for certificates that are
	 * replaced; {@link PhoenixClient#reconnect()} makes open connections use them.
	 * @param supplier called by a thread that may block; if it throws, the attempt fails
	 */
	public PhoenixClientBuilder sslContext(Supplier<SSLContext> supplier) {
		this.sslContext = supplier;
		return this;
	}

	/**
	 * The proxy to connect through; the JVM's {@link java.net.ProxySelector} is asked if
	 * not set. Needs Tomcat's WebSocket container, as no other can be led through one.
	 */
	public PhoenixClientBuilder proxy(@Nullable HttpProxy proxy) {
		this.proxy = proxy;
		return this;
	}

	/**
	 * Reads and writes payloads; a plain one if not set.
	 */
	public PhoenixClientBuilder jsonMapper(JsonMapper jsonMapper) {
		this.jsonMapper = jsonMapper;
		return this;
	}

	/**
	 * Runs handlers, observers, suppliers and what depends on futures. It must be able to
	 * run as many tasks at once as there are topics with slow handlers; closing the
	 * client does not close it. If not set, the client has threads of its own.
	 */
	public PhoenixClientBuilder callbackExecutor(Executor executor) {
		this.callbackExecutor = executor;
		return this;
	}

	/**
	 * Another way to open WebSockets than Spring's {@code StandardWebSocketClient}; the
	 * settings for TLS, proxy and frame size are then the transport's own.
	 */
	public PhoenixClientBuilder transport(Transport transport) {
		this.transport = transport;
		return this;
	}

	/**
	 * Another time than the system's, for tests. Closed with the client.
	 */
	public PhoenixClientBuilder clock(ClientClock clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Who is told of every push and every attempt to connect, as
	 * {@link io.phoenixchannels.client.observation.PhoenixObservationDocumentation} says;
	 * nobody if not set. A push is a child of the observation that is current on the
	 * calling thread. What the handlers of the registry throw is logged, and changes
	 * nothing for what is observed.
	 */
	public PhoenixClientBuilder observationRegistry(ObservationRegistry registry) {
		this.observationRegistry = registry;
		return this;
	}

	/**
	 * Other names and key values for pushes.
	 */
	public PhoenixClientBuilder pushObservationConvention(PhoenixPushObservationConvention convention) {
		this.pushObservationConvention = convention;
		return this;
	}

	/**
	 * Other names and key values for attempts to connect.
	 */
	public PhoenixClientBuilder connectObservationConvention(PhoenixConnectObservationConvention convention) {
		this.connectObservationConvention = convention;
		return this;
	}

	/**
	 * Builds the client, which does nothing until {@link PhoenixClient#connect()}.
	 * @throws IllegalArgumentException if the URL or another value makes no sense
	 */
	public PhoenixClient build() {
		return DefaultPhoenixClient.create(this);
	}

}
