package io.phoenixchannels.test;

import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;

import io.phoenixchannels.test.server.Application;
import io.phoenixchannels.test.server.ConnectAnswer;
import io.phoenixchannels.test.server.HttpAnswer;
import io.phoenixchannels.test.server.HttpCall;
import io.phoenixchannels.test.server.NettyServer;
import io.phoenixchannels.test.server.SocketSettings;
import io.phoenixchannels.test.server.UpgradeRequest;
import io.phoenixchannels.test.server.WebSocketConnection;
import io.phoenixchannels.test.socket.Endpoint;
import io.phoenixchannels.test.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * The server from one start to the next stop: its listener, its threads, and what lives
 * only as long as they do.
 */
final class Run implements Application {

	private static final AtomicInteger THREADS = new AtomicInteger();

	/** Scripts may block, so there is a thread for everyone who needs one. */
	private final ThreadPoolExecutor executor = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS,
			new SynchronousQueue<>(), (task) -> {
				Thread thread = new Thread(task, "phoenix-server-script-" + THREADS.incrementAndGet());
				thread.setDaemon(true);
				return thread;
			});

	private final Map<String, SocketSettings> sockets;

	private final EmbeddedPhoenixServer server;

	private final Scripts scripts;

	private final Connections connections;

	private final Endpoint endpoint;

	private final NettyServer netty;

	Run(EmbeddedPhoenixServer server, int port, @Nullable Supplier<SSLEngine> tls, Map<String, SocketSettings> sockets,
			Scripts scripts, Connections connections, Consumer<Throwable> failures) {
		this.server = server;
		this.sockets = sockets;
		this.scripts = scripts;
		this.connections = connections;
		this.endpoint = new Endpoint(this.executor, (failure) -> {
			// A script that the stop interrupts has not failed.
			if (!this.executor.isShutdown()) {
				failures.accept(failure);
			}
		});
		this.netty = new NettyServer(port, tls, this, this.executor);
	}

	int port() {
		return this.netty.port();
	}

	void unbind() {
		this.netty.unbind();
	}

	/**
	 * Ends everything, within a few seconds even if a script hangs.
	 */
	void close() {
		this.netty.close();
		this.executor.shutdownNow();
		try {
			this.executor.awaitTermination(2, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public Endpoint endpoint() {
		return this.endpoint;
	}

	@Override
	public @Nullable SocketSettings socketAt(String path) {
		return this.sockets.get(path);
	}

	@Override
	public void requested(UpgradeRequest request) {
		this.connections.requested(request);
	}

	@Override
	public boolean isSilent() {
		return this.connections.isSilent();
	}

	@Override
	public void unanswered(Runnable end) {
		this.connections.unanswered(end);
	}

	@Override
	public ConnectAnswer connect(UpgradeRequest request) throws Exception {
		return this.scripts.connect(new HandshakeRequest(request));
	}

	@Override
	public Tap connected(WebSocketConnection connection, UpgradeRequest request, WireFormat format,
			@Nullable String socketId) {
		return this.connections.connected(connection, request, format, socketId, this.scripts);
	}

	@Override
	public @Nullable HttpAnswer call(HttpCall call) throws Exception {
		return this.scripts.call(call, this.server);
	}

}
