package io.phoenixchannels.transport.spring;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.HttpProxy;
import io.phoenixchannels.transport.Transport;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportListener;
import jakarta.websocket.WebSocketContainer;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;

/**
 * Opens WebSockets with Spring's {@link StandardWebSocketClient} on Tomcat's WebSocket
 * container ({@code org.apache.tomcat.embed:tomcat-embed-websocket}), or, where that is
 * missing, on Jetty's
 * ({@code org.eclipse.jetty.ee11.websocket:jetty-ee11-websocket-jakarta-client}), which
 * reads more slowly. Another Jakarta WebSocket container is used, with a warning, only
 * where both are missing.
 * <p>
 * The server's certificate and host name are checked. Redirects are not followed. Unless
 * a proxy is set here, it is taken from the JVM's {@link java.net.ProxySelector}.
 * <p>
 * Neither URLs nor headers are logged, at any level. Tomcat's own log shows URLs at its
 * trace level.
 */
public final class SpringWebSocketTransport implements Transport {

	private final HandshakeClient client;

	private final TransportOptions options;

	private SpringWebSocketTransport(HandshakeClient client, TransportOptions options) {
		this.client = client;
		this.options = options;
	}

	/**
	 * Starts from the defaults.
	 */
	public static Builder builder() {
		return new Builder();
	}

	@Override
	public TransportConnection open(ConnectRequest request, TransportListener listener) {
		SpringWebSocketConnection connection = new SpringWebSocketConnection(request, listener, this.options);
		connection.connect(this.client);
		return connection;
	}

	/**
	 * The options of a transport. Durations have a resolution of a millisecond.
	 */
	public static final class Builder {

		private static final String TOMCAT = "org.apache.tomcat.websocket.";

		private Duration connectTimeout = Duration.ofSeconds(10);

		private Duration closeTimeout = Duration.ofSeconds(2);

		private Duration sendTimeout = Duration.ofSeconds(20);

		private int maxMessageSize = 16 * 1024 * 1024;

		private int maxQueuedMessages = 16 * 1024;

		private long maxQueuedBytes = 64L * 1024 * 1024;

		private int readBufferSize = 64 * 1024;

		private @Nullable Supplier<SSLContext> sslContext;

		private @Nullable Executor executor;

		private @Nullable HttpProxy proxy;

		private Builder() {
		}

		/**
		 * How long everything from the DNS lookup to the answer to the handshake may take
		 * (10 seconds).
		 */
		public Builder connectTimeout(Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
			return this;
		}

		/**
		 * How long {@link TransportConnection#close} may take to write what is queued and
		 * to wait for the peer's answer (2 seconds).
		 */
		public Builder closeTimeout(Duration closeTimeout) {
			this.closeTimeout = closeTimeout;
			return this;
		}

		/**
		 * How long the network may take to accept one message (20 seconds). Then the
		 * connection ends. Only Tomcat and Jetty know this timeout.
		 */
		public Builder sendTimeout(Duration sendTimeout) {
			this.sendTimeout = sendTimeout;
			return this;
		}

		/**
		 * The longest message that is read, in characters or bytes (16 Mi). A longer one
		 * ends the connection with 1009.
		 */
		public Builder maxMessageSize(int maxMessageSize) {
			this.maxMessageSize = maxMessageSize;
			return this;
		}

		/**
		 * How many messages may wait to be written (16 Ki). Then
		 * {@link TransportConnection#send} returns false.
		 */
		public Builder maxQueuedMessages(int maxQueuedMessages) {
			this.maxQueuedMessages = maxQueuedMessages;
			return this;
		}

		/**
		 * How many characters and bytes may wait to be written (64 Mi). Then
		 * {@link TransportConnection#send} returns false; so it does for a longer
		 * message.
		 */
		public Builder maxQueuedBytes(long maxQueuedBytes) {
			this.maxQueuedBytes = maxQueuedBytes;
			return this;
		}

		/**
		 * How many bytes to read at once, at most (64 Ki). On Tomcat, a connection takes
		 * 45 KB of the heap until more comes than its buffers hold, and then up to three
		 * times this, and 40 KB. On Jetty, it has a buffer only while it reads.
		 */
		public Builder readBufferSize(int readBufferSize) {
			this.readBufferSize = readBufferSize;
			return this;
		}

		/**
		 * Trust and keys for {@code wss}; null (default) for those of the JVM.
		 */
		public Builder sslContext(@Nullable SSLContext sslContext) {
			this.sslContext = (sslContext != null) ? () -> sslContext : null;
			return this;
		}

		/**
		 * Trust and keys that are asked for at every attempt, on the executor. If the
		 * supplier throws, the attempt fails, with its message.
		 */
		public Builder sslContext(Supplier<SSLContext> supplier) {
			this.sslContext = supplier;
			return this;
		}

		/**
		 * Runs what may block: connecting, for up to the connect timeout, and writing. It
		 * should grow on demand, since a connection whose task has to wait can neither
		 * write nor end in time. By default daemon threads that live as long as there is
		 * work for them. Virtual threads are fine.
		 */
		public Builder executor(@Nullable Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * The proxy to connect through; null (default) to ask the JVM's
		 * {@link java.net.ProxySelector}. While a connection is being made on Tomcat, the
		 * JVM's selector is replaced by one that gives all other threads the same
		 * answers.
		 */
		public Builder proxy(@Nullable HttpProxy proxy) {
			this.proxy = proxy;
			return this;
		}

		/**
		 * Builds the transport.
		 * @throws IllegalArgumentException if an option is out of its range
		 * @throws IllegalStateException if there is no WebSocket container on the class
		 * path, or only one that ignores the SSL context or the proxy
		 */
		public SpringWebSocketTransport build() {
			TransportOptions options = new TransportOptions(this.connectTimeout, this.closeTimeout, this.sendTimeout,
					this.maxMessageSize, this.maxQueuedMessages, this.maxQueuedBytes, this.readBufferSize,
					(this.executor != null) ? this.executor : defaultExecutor(), this.proxy);
			// Before the client's class is loaded, which cannot be without the API.
			WebSocketContainer container = Containers.create(options, this.sslContext != null);
			HandshakeClient client = new HandshakeClient(container, this.sslContext,
					Containers.isTomcat(container) ? this.proxy : null);
			client.setUserProperties(tomcatProperties());
			return new SpringWebSocketTransport(client, options);
		}

		private Map<String, Object> tomcatProperties() {
			Map<String, Object> properties = new HashMap<>();
			// A step of the handshake takes at most the whole time.
			properties.put(TOMCAT + "IO_TIMEOUT_MS", Long.toString(this.connectTimeout.toMillis()));
			// Redirects take Authorization, Cookie and custom headers to another origin.
			properties.put(TOMCAT + "MAX_REDIRECTIONS", "0");
			properties.put(NativeSession.SEND_TIMEOUT, this.sendTimeout.toMillis());
			properties.put(TOMCAT + "SESSION_CLOSE_TIMEOUT", this.closeTimeout.toMillis());
			// Without a name Tomcat would fail in a way that a challenge of the server
			// does
			properties.put(TOMCAT + "WS_AUTHENTICATION_PROXY_USER_NAME",
					text((this.proxy != null) ? this.proxy.username() : null));
			properties.put(TOMCAT + "WS_AUTHENTICATION_PROXY_PASSWORD",
					text((this.proxy != null) ? this.proxy.password() : null));
			return properties;
		}

		private static String text(@Nullable String text) {
			return (text != null) ? text : "";
		}

		private static Executor defaultExecutor() {
			CustomizableThreadFactory threads = new CustomizableThreadFactory("phoenix-transport-");
			threads.setDaemon(true);
			return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
		}

	}

}
