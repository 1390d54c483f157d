package io.phoenixchannels.test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LifecycleTests {

	private static final String TARGET = "/socket/websocket?vsn=2.0.0";

	private static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("phoenix-server"))
			.toList();
	}

	@Test
	void stopIsBoundedAndLeavesNoThreadEvenIfAllHangs() throws Exception {
		CountDownLatch hanging = new CountDownLatch(2);
		EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().channel("room:*", (channel) -> {
			channel.onJoin((join) -> {
				if (join.topic().equals("room:hang")) {
					hanging.countDown();
					new CountDownLatch(1).await();
				}
			});
			channel.on("hang", (push) -> {
				hanging.countDown();
				new CountDownLatch(1).await();
			});
		}).start();
		try (RawWebSocket client = new RawWebSocket(server.port(), TARGET)) {
			client.text("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
			client.nextText();
			client.text("[\"1\",\"2\",\"room:a\",\"hang\",{}]");
			client.text("[\"3\",\"3\",\"room:hang\",\"phx_join\",{}]");
			hanging.await();
			assertThat(threads()).isNotEmpty();
			long start = System.nanoTime();
			server.close();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
			assertThat(client.next().kind()).isEqualTo("close");
			Awaitility.await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(threads()).isEmpty());
		}
		assertThat(server.scriptFailures()).isEmpty();
	}

	@Test
	void stopIsQuickWhenNothingHangs() throws Exception {
		EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().channel("room:*", (channel) -> {
		}).start();
		try (RawWebSocket client = new RawWebSocket(server.port(), TARGET)) {
			client.text("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
			client.nextText();
			long start = System.nanoTime();
			server.close();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
			assertThat(client.next()).hasToString("close 1012");
		}
	}

	@Test
	void stopAndStartAreIdempotent() {
		EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().build();
		assertThat(server.isRunning()).isFalse();
		server.stop();
		server.start();
		int port = server.port();
		server.start();
		assertThat(server.port()).isEqualTo(port);
		assertThat(server.url()).isEqualTo("ws://localhost:" + port + "/socket");
		server.close();
		server.close();
		assertThat(server.isRunning()).isFalse();
	}

	@Test
	void stoppedServerRefusesConnections() throws Exception {
		EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().start();
		server.stop();
		assertThatIOException().isThrownBy(() -> new RawWebSocket(server.port(), TARGET));
		assertThatIllegalStateException().isThrownBy(() -> server.broadcast("room:a", "x", null))
			.withMessage("The server does not run; start it first");
	}

	@Test
	void takenPortIsReported() {
		try (EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().start()) {
			EmbeddedPhoenixServerBuilder second = EmbeddedPhoenixServer.builder().port(server.port());
			assertThatIllegalStateException().isThrownBy(second::start)
				.withMessage("Cannot listen on port " + server.port() + " of localhost");
		}
	}

	@Test
	void connectionsAreCounted() throws IOException {
		try (EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().start()) {
			server.awaitConnections(0);
			try (RawWebSocket client = new RawWebSocket(server.port(), TARGET)) {
				assertThat(client.answer().status()).isEqualTo(101);
				server.awaitConnections(1);
			}
			server.awaitConnections(0);
			assertThat(server.connectionsOpened()).isEqualTo(1);
		}
	}

}
