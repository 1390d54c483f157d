package io.phoenixchannels.transport.spring;

import java.io.IOException;

import io.phoenixchannels.transport.TransportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that says what a test tells it to, and what a connection to it hears.
 */
abstract class RawServerTestSupport {

	final RecordingListener listener = new RecordingListener();

	RawWebSocketServer server;

	@BeforeEach
	void startServer() throws IOException {
		this.server = new RawWebSocketServer();
	}

	@AfterEach
	void stopServer() throws IOException {
		this.server.close();
	}

	final String target() {
		return "ws://localhost:" + this.server.port() + "/socket/websocket";
	}

	/**
	 * Asserts that the connection failed for good.
	 * @param problem follows the target in the message
	 */
	final void assertConnectFailed(String problem, Integer status) throws InterruptedException {
		TransportException failure = this.listener.nextFailed();
		assertThat(failure).hasMessage(target() + " " + problem).hasNoCause();
		assertThat(failure.httpStatus()).isEqualTo(status);
		this.listener.assertOver();
	}

}
