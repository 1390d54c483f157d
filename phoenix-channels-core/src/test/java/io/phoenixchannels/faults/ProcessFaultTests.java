package io.phoenixchannels.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixClientBuilder;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.faults.WatchedClient.Heard;
import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.Notice;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens to the process of the server, without a proxy in between.
 */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill -STOP")
class ProcessFaultTests extends FaultSupport {

	private static final String CUT_OFF = "the connection was closed with code 1006 "
			+ "(no close frame came: the server or the network is gone)";

	private static final String RESET = "the connection was closed with code 1006 (Connection reset)";

	private ServerProcess process;

	@BeforeEach
	void startProcess() throws Exception {
		this.process = ServerProcess.start();
	}

	private PhoenixClientBuilder process() {
		return builder("ws://localhost:" + this.process.port() + "/socket");
	}

	@AfterEach
	void stopProcess() {
		this.process.close();
	}

	@Fault("server process stopped (SIGSTOP) and continued")
	void stoppedProcess() throws Exception {
		connected(process());
		long start = System.nanoTime();
		this.process.stop();
		Heard lost = this.client.next(Notice.ConnectionLost.class);
		// The system still accepts connections for it.
		Heard failed = this.client.next(Notice.ConnectFailed.class);
		this.process.resume();
		this.client.assertHealed();
		row(text(lost.as(Notice.ConnectionLost.class), text(failed.as(Notice.ConnectFailed.class))), Bound.HEARTBEAT,
				lost.after(start), "rejoined; a gap is announced");
	}

	@Fault("server process stopped (SIGSTOP) for less than the heartbeat's timeout")
	void brieflyStoppedProcess() throws Exception {
		connected(process().pushTimeout(Duration.ofSeconds(5))
			.heartbeat(new HeartbeatPolicy(HEARTBEAT.interval(), Duration.ofSeconds(5))));
		this.process.stop();
		CompletableFuture<PhoenixReply> pushed = this.client.room().push("shout", "patience");
		Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
		assertThat(pushed).isNotDone();
		this.process.resume();
		assertThat(WatchedClient.get(pushed).isOk()).isTrue();
		this.client.assertHearsWhatIsSaid();
		this.client.assertUndisturbed();
		row("nothing", "-", "-", "nothing is lost; pushes wait for their reply");
	}

	@Fault("server process killed (SIGKILL) and started again")
	void killedProcess() throws Exception {
		connected(process());
		long start = System.nanoTime();
		this.process.kill();
		Heard lost = this.client.next(Notice.ConnectionLost.class);
		Heard failed = this.client.next(Notice.ConnectFailed.class);
		this.process = ServerProcess.start(this.process.port());
		this.client.assertHealed();
		// It is a reset if the process had not read everything.
		String reason = lost.as(Notice.ConnectionLost.class).reason().toString();
		assertThat(reason).isIn(CUT_OFF, RESET);
		row("`ConnectionLost`: " + CUT_OFF + ", or " + RESET + "<br>" + text(failed.as(Notice.ConnectFailed.class)),
				Bound.AT_ONCE, lost.after(start), "rejoined; a gap is announced");
	}

}
