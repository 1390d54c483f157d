package io.phoenixchannels.test.context;

import io.phoenixchannels.test.EmbeddedPhoenixServer;

import org.springframework.context.SmartLifecycle;

/**
 * Pauses a server with its context: on a fixed port it stops, so that the server of
 * another context can have the port; on a free port it stays, as somebody else might take
 * the port in the meantime, and the clients would not know of another one.
 */
final class ServerLifecycle implements SmartLifecycle {

	static final String BEAN_NAME = "embeddedPhoenixServerLifecycle";

	private final EmbeddedPhoenixServer server;

	private final boolean fixedPort;

	private volatile boolean running = true;

	ServerLifecycle(EmbeddedPhoenixServer server, boolean fixedPort) {
		this.server = server;
		this.fixedPort = fixedPort;
	}

	EmbeddedPhoenixServer server() {
		return this.server;
	}

	@Override
	public void start() {
		this.server.start();
		this.running = true;
	}

	@Override
	public void stop() {
		if (this.fixedPort) {
			this.server.stop();
		}
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * The clients' own: they start after this and stop before it.
	 */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
