package io.phoenixchannels.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixClientBuilder;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.faults.WatchedClient.Heard;
import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.Notice;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens to packets between the client and a server in a network of its own.
 */
@Timeout(60)
class NetworkFaultTests extends FaultSupport {

	private static final String HEALS = "rejoined; a gap is announced";

	private static final HeartbeatPolicy PATIENT = new HeartbeatPolicy(HEARTBEAT.interval(), Duration.ofSeconds(15));

	private @Nullable String obstacle;

	private NetworkNamespace network;

	private ServerProcess process;

	@BeforeAll
	void createNetwork(@TempDir Path directory) throws Exception {
		this.obstacle = NetworkNamespace.obstacle();
		if (this.obstacle == null) {
			this.network = NetworkNamespace.create(directory);
			this.process = this.network.startServer();
		}
	}

	@BeforeEach
	void requireNetwork() {
		Assumptions.assumeTrue(this.obstacle == null, this.obstacle);
	}

	@AfterEach
	void heal() throws Exception {
		if (this.network != null) {
			this.network.heal();
		}
	}

	@AfterAll
	void removeNetwork() throws Exception {
		if (this.process != null) {
			this.process.close();
		}
		if (this.network != null) {
			this.network.remove();
		}
	}

	private PhoenixClientBuilder there() {
		return builder(this.network.url());
	}

	private PhoenixClientBuilder patient() {
		return there().heartbeat(PATIENT).pushTimeout(Duration.ofSeconds(15));
	}

	@Fault("packets to the server are dropped")
	void nothingReachesTheServer() throws Exception {
		connected(there());
		long start = System.nanoTime();
		this.network.filterToServer("drop");
		assertLostAndHealed(start, Bound.HEARTBEAT, true);
	}

	@Fault("packets to the client are dropped")
	void nothingReachesTheClient() throws Exception {
		connected(there());
		long start = System.nanoTime();
		this.network.filterToClient("drop");
		assertLostAndHealed(start, Bound.HEARTBEAT, true);
	}

	@Fault("packets to the server are rejected with a reset")
	void packetsAreRejectedWithAReset() throws Exception {
		connected(there());
		this.network.filterToServer("meta l4proto tcp reject with tcp reset");
		long start = System.nanoTime();
		this.client.room().send("shout", "lost");
		assertLostAndHealed(start, Bound.AT_ONCE, true);
	}

	/**
	 * TCP takes it for a rumour while a connection is open.
	 */
	@Fault("packets to the server are rejected by ICMP, as forbidden")
	void packetsAreRejectedByIcmp() throws Exception {
		connected(there());
		long start = System.nanoTime();
		this.network.filterToServer("reject with icmp type admin-prohibited");
		assertLostAndHealed(start, Bound.HEARTBEAT, true);
	}

	@Fault("packets of the open connection are dropped, as by a router that has forgotten it")
	void routerForgetsTheConnection() throws Exception {
		connected(there());
		long start = System.nanoTime();
		this.network.forgetOpenConnections();
		assertLostAndHealed(start, Bound.HEARTBEAT, false);
	}

	@Fault("the client's address changes")
	void addressChanges() throws Exception {
		connected(there());
		long start = System.nanoTime();
		this.network.changeClientAddress();
		assertLostAndHealed(start, Bound.HEARTBEAT, false);
	}

	@Fault("the link is down")
	void linkIsDown() throws Exception {
		connected(there());
		long start = System.nanoTime();
		this.network.linkDown();
		assertLostAndHealed(start, Bound.HEARTBEAT, true);
	}

	@Fault("the link is down for less than the heartbeat's timeout")
	void linkIsDownBriefly() throws Exception {
		connected(patient());
		this.network.linkDown();
		CompletableFuture<PhoenixReply> pushed = this.client.room().push("shout", "patience");
		Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
		assertThat(pushed).isNotDone();
		this.network.linkUp();
		assertThat(WatchedClient.get(pushed).isOk()).isTrue();
		assertUndisturbed("nothing is lost; pushes wait for their reply");
	}

	@Fault("three of ten packets are lost, each way")
	void packetsAreLost() throws Exception {
		connected(patient());
		this.network.filterToServer("numgen random mod 10 < 3 drop");
		this.network.filterToClient("numgen random mod 10 < 3 drop");
		for (int burst = 0; burst < 10; burst++) {
			List<CompletableFuture<PhoenixReply>> pushes = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				pushes.add(this.client.room().push("shout", "hello"));
			}
			pushes.forEach((push) -> assertThat(WatchedClient.get(push).isOk()).isTrue());
		}
		assertUndisturbed("nothing is lost, but all comes later");
	}

	/**
	 * The connection is lost within the bound, and comes back.
	 * @param untilHealed whether no attempt to connect succeeds until the fault is over
	 */
	private void assertLostAndHealed(long start, Bound bound, boolean untilHealed) throws Exception {
		Heard heard = this.client.next(Notice.ConnectionLost.class);
		String text = text(heard.as(Notice.ConnectionLost.class));
		if (untilHealed) {
			Heard failed = this.client.next(Notice.ConnectFailed.class);
			text += "<br>" + this.network.withoutAddresses(text(failed.as(Notice.ConnectFailed.class)));
			this.network.heal();
		}
		this.client.assertHealed();
		row(text, bound, heard.after(start), HEALS);
	}

	private void assertUndisturbed(String then) {
		this.client.assertHearsWhatIsSaid();
		this.client.assertUndisturbed();
		row("nothing", "-", "-", then);
	}

}
