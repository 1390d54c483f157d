package io.phoenixchannels.client;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.session.ReconnectPolicy;
import io.phoenixchannels.test.LoggedFrame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RunTests extends ClientTestSupport {

	/**
	 * A program that is nothing but a client.
	 */
	public static final class Program {

		private Program() {
		}

		public static void main(String[] args) throws InterruptedException {
			PhoenixClient client = PhoenixClient.builder(args[0]).build();
			client.join("room:lobby");
			client.run();
		}

	}

	@Test
	void runsUntilTheClientIsClosed() {
		start(builder());
		CompletableFuture<Void> running = CompletableFuture.runAsync(this::run);
		joined("room:lobby");
		assertThat(running).isNotDone();
		this.client.close();
		get(running);
	}

	@Test
	void failsWhenTheClientGivesUp() {
		this.server.refuseConnections(403);
		start(builder().reconnect(new ReconnectPolicy(List.of(Duration.ofMillis(10)), 0, Duration.ZERO, 2, Map.of())));
		assertThatThrownBy(() -> get(CompletableFuture.runAsync(this::run))).cause()
			.isInstanceOf(ConnectException.class);
	}

	@Test
	void leavesAndClosesWhenTheProgramIsToldToEnd() throws Exception {
		Process program = new ProcessBuilder(new File(System.getProperty("java.home"), "bin/java").getPath(), "-cp",
				System.getProperty("java.class.path"), Program.class.getName(), this.server.url())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			this.server.frames().await((frame) -> frame.isEvent("phx_join"), Duration.ofSeconds(30));
			assertThat(program.isAlive()).isTrue();
			program.destroy();
			assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
			assertThat(this.server.frames().fromClient()).extracting(LoggedFrame::event).contains("phx_leave");
			assertThat(this.server.frames().fromClient()).filteredOn((frame) -> frame.kind() == LoggedFrame.Kind.CLOSE)
				.extracting(LoggedFrame::closeCode)
				.containsExactly(1000);
		}
		finally {
			program.destroyForcibly();
		}
	}

	private void run() {
		try {
			this.client.run();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
