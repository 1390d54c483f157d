package io.phoenixchannels.test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import io.phoenixchannels.test.server.SocketSettings;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link EmbeddedPhoenixServer}. Without anything set: a free port, one socket
 * at {@code /socket}, everyone may connect, no channel.
 */
public final class EmbeddedPhoenixServerBuilder {

	private final Scripts scripts = new Scripts();

	private final Map<String, SocketOptions> sockets = new LinkedHashMap<>();

	private final SocketOptions options = new SocketOptions();

	private String path = "/socket";

	private int port;

	private Flavour flavour = Flavour.BANDIT;

	private int frameLogCapacity = 100_000;

	private @Nullable SSLContext sslContext;

	private boolean clientCertificate;

	private Duration patience = Duration.ofSeconds(10);

	EmbeddedPhoenixServerBuilder() {
	}

	/**
	 * The port on localhost, 0 for a free one. A server that is stopped and started again
	 * keeps the port it got.
	 */
	public EmbeddedPhoenixServerBuilder port(int port) {
		this.port = port;
		return this;
	}

	/**
	 * Where the socket is mounted; clients connect to this path and {@code /websocket}.
	 */
	public EmbeddedPhoenixServerBuilder path(String path) {
		this.path = path;
		return this;
	}

	/**
	 * Which web server to be. {@link Flavour#BANDIT} unless set.
	 */
	public EmbeddedPhoenixServerBuilder flavour(Flavour flavour) {
		this.flavour = flavour;
		return this;
	}

	/**
	 * Speaks TLS, so that clients connect with {@code wss}.
	 * @param sslContext the server's keys, and whom to trust if clients need a
	 * certificate; null for no TLS, as unless set
	 */
	public EmbeddedPhoenixServerBuilder ssl(@Nullable SSLContext sslContext) {
		this.sslContext = sslContext;
		return this;
	}

	/**
	 * Whether TLS refuses clients without a certificate that the server's SSL context
	 * trusts, as {@code verify: :verify_peer, fail_if_no_peer_cert: true} does. False
	 * unless set.
	 */
	public EmbeddedPhoenixServerBuilder requireClientCertificate(boolean required) {
		this.clientCertificate = required;
		return this;
	}

	/**
	 * See {@link SocketOptions#maxChannels}.
	 */
	public EmbeddedPhoenixServerBuilder maxChannels(int maxChannels) {
		this.options.maxChannels(maxChannels);
		return this;
	}

	/**
	 * See {@link SocketOptions#idleTimeout}.
	 */
	public EmbeddedPhoenixServerBuilder idleTimeout(Duration idleTimeout) {
		this.options.idleTimeout(idleTimeout);
		return this;
	}

	/**
	 * See {@link SocketOptions#maxFrameSize}.
	 */
	public EmbeddedPhoenixServerBuilder maxFrameSize(int bytes) {
		this.options.maxFrameSize(bytes);
		return this;
	}

	/**
	 * See {@link SocketOptions#authToken}.
	 */
	public EmbeddedPhoenixServerBuilder authToken(boolean authToken) {
		this.options.authToken(authToken);
		return this;
	}

	/**
	 * Mounts a further socket, with the same connect script and the same channels.
	 * @param path where, without {@code /websocket}
	 */
	public EmbeddedPhoenixServerBuilder socket(String path, Consumer<SocketOptions> options) {
		SocketOptions own = new SocketOptions();
		options.accept(own);
		this.sockets.put(path, own);
		return this;
	}

	/**
	 * Decides who may connect.
	 */
	public EmbeddedPhoenixServerBuilder onConnect(Script<SocketConnect> script) {
		this.scripts.connect(script);
		return this;
	}

	/**
	 * Declares channels.
	 * @param topicPattern a topic, or a prefix with a star at its end; of several that
	 * match, the one declared first counts
	 */
	public EmbeddedPhoenixServerBuilder channel(String topicPattern, Consumer<ChannelScript> script) {
		ChannelScript channel = new ChannelScript();
		script.accept(channel);
		this.scripts.channel(topicPattern, channel);
		return this;
	}

	/**
	 * Adds a plain HTTP route, for any method.
	 * @param path a path, or a prefix with a star at its end
	 */
	public EmbeddedPhoenixServerBuilder http(String path, Script<HttpRequest> script) {
		this.scripts.http(path, script);
		return this;
	}

	/**
	 * How many frames the log holds; 0 turns it off. 100,000 unless set.
	 */
	public EmbeddedPhoenixServerBuilder frameLogCapacity(int frames) {
		if (frames < 0) {
			throw new IllegalArgumentException("The frame log cannot hold " + frames + " frames");
		}
		this.frameLogCapacity = frames;
		return this;
	}

	/**
	 * How long the server's await methods wait that take no timeout. 10 seconds unless
	 * set.
	 * @throws IllegalArgumentException if it is negative
	 */
	public EmbeddedPhoenixServerBuilder patience(Duration patience) {
		if (patience.isNegative()) {
			throw new IllegalArgumentException("The patience cannot be negative, as " + patience + " is");
		}
		this.patience = patience;
		return this;
	}

	/**
	 * Builds the server without starting it.
	 * @throws IllegalStateException if clients need a certificate, and there is no TLS
	 */
	public EmbeddedPhoenixServer build() {
		if (this.clientCertificate && this.sslContext == null) {
			throw new IllegalStateException("Clients can only be required to have a certificate with TLS: set ssl");
		}
		Map<String, SocketSettings> settings = new LinkedHashMap<>();
		settings.put(this.path, this.options.settings(this.path, this.flavour));
		this.sockets.forEach((path, options) -> settings.put(path, options.settings(path, this.flavour)));
		return new EmbeddedPhoenixServer(this.port, this.path, this.flavour, tls(), Map.copyOf(settings), this.scripts,
				new FrameLog(this.frameLogCapacity), this.patience);
	}

	private @Nullable Supplier<SSLEngine> tls() {
		SSLContext context = this.sslContext;
		boolean clientCertificate = this.clientCertificate;
		if (context == null) {
			return null;
		}
		return () -> {
			SSLEngine engine = context.createSSLEngine();
			engine.setUseClientMode(false);
			engine.setNeedClientAuth(clientCertificate);
			return engine;
		};
	}

	/**
	 * Builds the server and starts it.
	 * @throws IllegalStateException if the port is taken
	 */
	public EmbeddedPhoenixServer start() {
		EmbeddedPhoenixServer server = build();
		server.start();
		return server;
	}

}
