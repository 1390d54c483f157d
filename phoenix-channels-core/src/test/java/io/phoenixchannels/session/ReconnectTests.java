package io.phoenixchannels.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.session.Signal.CredentialsFailed;
import io.phoenixchannels.session.Signal.TransportClosed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReconnectTests {

	private final SessionHarness harness = new SessionHarness();

	/**
	 * Cowboy and Bandit send 1000 on a plain stop and on an idle timeout.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1002, 1005, 1006, 1007, 1009, 1011, 4000, 4999 })
	void everyCloseThatWasNotAskedForIsFollowedByAnAttempt(int code) {
		this.harness.joined();
		this.harness.closed(code);
		this.harness.effects();
		this.harness.advance(Duration.ofMillis(100));
		assertThat(this.harness.seen()).containsExactly("open 1#2 attempt 1 after CLOSED " + code);
	}

	@ParameterizedTest
	@CsvSource({ "1012,1,5", "1013,30,60" })
	void someCloseCodesHaveDelaysOfTheirOwnThatAreSpread(int code, int minSeconds, int maxSeconds) {
		assertDelays((harness) -> {
			harness.joined();
			harness.closed(code);
		}, Duration.ofSeconds(minSeconds), Duration.ofSeconds(maxSeconds));
	}

	@ParameterizedTest
	@CsvSource({ "401,5,10", "403,5,10", "404,5,10", "429,30,60" })
	void refusedHandshakesAreTriedAgainSlowly(int httpStatus, int minSeconds, int maxSeconds) {
		assertDelays((harness) -> {
			harness.connect();
			harness.failed(httpStatus);
		}, Duration.ofSeconds(minSeconds), Duration.ofSeconds(maxSeconds));
	}

	@Test
	void jitterTakesAtMostItsShareOffADelay() {
		assertDelays((harness) -> {
			harness.connect();
			harness.failed(null);
		}, Duration.ofMillis(50), Duration.ofMillis(100));
	}

	private static void assertDelays(Consumer<SessionHarness> loss, Duration min, Duration max) {
		List<Duration> delays = new ArrayList<>();
		for (int seed = 0; seed < 300; seed++) {
			SessionHarness harness = new SessionHarness(new Policies().jitter(0.5).build(), seed);
			loss.accept(harness);
			delays.add(Duration.between(harness.now(), harness.connection(1).nextAttemptAt()));
		}
		Duration spread = max.minus(min);
		assertThat(delays).allSatisfy((delay) -> assertThat(delay).isBetween(min, max))
			.anySatisfy((delay) -> assertThat(delay).isLessThan(min.plus(spread.dividedBy(10))))
			.anySatisfy((delay) -> assertThat(delay).isGreaterThan(max.minus(spread.dividedBy(10))));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1008, 4001 })
	void policyViolationAndCodesThatAreListedAsTerminalEndIt(int code) {
		SessionHarness harness = new Policies().rule(4001, ReconnectPolicy.Rule.GIVE_UP).harness().joined("room:1");
		OperationId join = harness.join("room:2");
		OperationId push = harness.push("room:2", "shout");
		harness.effects();
		harness.closed(code);
		assertThat(harness.seen()).containsExactly("ConnectionLost 1 CLOSED " + code + " retry never",
				"resolve op3 GivenUp CLOSED " + code, "resolve op4 Refused");
		assertThat(harness.outcome(join)).isInstanceOf(Outcome.GivenUp.class);
		assertThat(harness.outcome(push)).isInstanceOf(Outcome.Refused.class);
		harness.advance(Duration.ofDays(1));
		assertThat(harness.seen()).isEmpty();
		assertThat(harness.session().nextDeadline()).isNull();
		// Whoever comes later is told at once, too.
		assertThat(harness.outcome(harness.push("room:1", "shout"))).isInstanceOf(Outcome.Refused.class);
		assertThat(harness.outcome(harness.join("room:3"))).isInstanceOf(Outcome.GivenUp.class);
	}

	@Test
	void delaysGrowAndTheLastOneRepeats() {
		this.harness.connect();
		assertThat(delaysOf(8, () -> this.harness.failed(null))).containsExactly(100L, 250L, 500L, 1000L, 2000L, 5000L,
				5000L, 5000L);
	}

	@Test
	void aServerThatAcceptsAndClosesAtOnceIsNotHammered() {
		this.harness.connect();
		this.harness.join("room:1");
		assertThat(delaysOf(7, () -> {
			this.harness.opened();
			this.harness.confirmJoin("room:1");
			this.harness.closed(1011);
		})).containsExactly(100L, 250L, 500L, 1000L, 2000L, 5000L, 5000L);
	}

	@Test
	void uptimeWithoutAGoodJoinDoesNotResetTheBackoff() {
		this.harness.connect();
		this.harness.join("room:1");
		assertThat(delaysOf(3, () -> {
			this.harness.opened();
			this.harness.rejectJoin("room:1", "busy");
			this.harness.advance(Duration.ofSeconds(11));
			this.harness.closed(1011);
		})).containsExactly(100L, 250L, 500L);
	}

	@Test
	void aGoodJoinOnAnEarlierConnectionDoesNotResetTheBackoff() {
		this.harness.joined("room:1");
		assertThat(delaysOf(3, () -> {
			this.harness.closed(1011);
			this.harness.advance(Duration.ofSeconds(1));
			this.harness.opened();
			this.harness.rejectJoin("room:1", "busy");
			this.harness.advance(Duration.ofSeconds(11));
			this.harness.closed(1011);
		})).containsExactly(250L, 1000L, 5000L);
	}

	@Test
	void stableUptimeAndAGoodJoinResetTheBackoff() {
		this.harness.connect();
		this.harness.join("room:1");
		assertThat(delaysOf(3, () -> {
			this.harness.failed(null);
			this.harness.advance(Duration.ofSeconds(5));
			this.harness.opened();
			this.harness.confirmJoin("room:1");
			this.harness.advance(Duration.ofSeconds(10));
			this.harness.closed(1011);
		})).containsExactly(100L, 100L, 100L);
	}

	@Test
	void uptimeIsEnoughWhereNoTopicIsWanted() {
		this.harness.connect();
		assertThat(delaysOf(2, () -> {
			this.harness.opened();
			this.harness.advance(Duration.ofSeconds(10));
			this.harness.closed(1011);
		})).containsExactly(100L, 100L);
	}

	@Test
	void attemptsAfterAStableConnectionWaitLongerEachTime() {
		this.harness.joined();
		this.harness.advance(Duration.ofSeconds(10));
		this.harness.closed(1006);
		assertThat(this.harness.connection(1).nextAttemptAt()).isEqualTo(this.harness.now().plusMillis(100));
		this.harness.advance(Duration.ofMillis(100));
		assertThat(delaysOf(2, () -> this.harness.failed(null))).containsExactly(250L, 500L);
	}

	private List<Long> delaysOf(int times, Runnable loss) {
		List<Long> delays = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			loss.run();
			Instant next = this.harness.connection(1).nextAttemptAt();
			Duration delay = Duration.between(this.harness.now(), next);
			delays.add(delay.toMillis());
			this.harness.advance(delay);
		}
		return delays;
	}

	@Test
	void givesUpAfterTheLastAttemptAndTellsWhoWaits() {
		SessionHarness harness = new Policies().maxAttempts(3).harness();
		OperationId connect = harness.connect();
		OperationId join = harness.join("room:1");
		for (int i = 0; i < 2; i++) {
			harness.failed(null);
			harness.advance(Duration.ofSeconds(1));
			assertThat(harness.outcome(connect)).isNull();
		}
		harness.failed(null);
		assertThat(harness.connection(1).state()).isEqualTo(ConnectionState.FAILED);
		assertThat(harness.outcome(connect)).isInstanceOf(Outcome.GivenUp.class);
		assertThat(harness.outcome(join)).isInstanceOf(Outcome.GivenUp.class);
		assertThat(harness.state("room:1")).isEqualTo(ChannelState.WAITING);
	}

	@Test
	void anotherRequestToConnectHasAllItsAttempts() {
		SessionHarness harness = new Policies().maxAttempts(2).harness();
		harness.connect();
		harness.failed(null);
		harness.advance(Duration.ofSeconds(1));
		harness.failed(null);
		harness.join("room:1");
		harness.effects();
		OperationId connect = harness.connect();
		harness.failed(null);
		assertThat(harness.connection(1).state()).isEqualTo(ConnectionState.WAITING);
		harness.advance(Duration.ofSeconds(1));
		harness.opened();
		assertThat(harness.outcome(connect)).isEqualTo(Outcome.DONE);
		assertThat(harness.lastSent("room:1", "phx_join").joinRef()).isEqualTo("1");
	}

	@Test
	void theEndOfAStableConnectionIsNoFailedAttempt() {
		SessionHarness harness = new Policies().maxAttempts(1).harness().joined();
		harness.advance(Duration.ofSeconds(10));
		assertThat(harness.connection(1).attempts()).isZero();
		harness.effects();
		harness.closed(1006);
		harness.advance(Duration.ofMillis(100));
		assertThat(harness.seen()).containsExactly("ConnectionLost 1 CLOSED 1006 retry PT0S",
				"open 1#2 attempt 0 after CLOSED 1006");
	}

	@Test
	void attemptsAreForgottenOnceAConnectionIsStable() {
		this.harness.connect();
		this.harness.failed(null);
		this.harness.advance(Duration.ofMillis(100));
		this.harness.opened();
		assertThat(this.harness.notices(Notice.ConnectionOpened.class))
			.containsExactly(new Notice.ConnectionOpened(1, false, 1));
		this.harness.advance(Duration.ofMillis(9999));
		this.harness.broadcast("room:other", "tick");
		assertThat(this.harness.connection(1).attempts()).isEqualTo(1);
		this.harness.advance(Duration.ofMillis(1));
		this.harness.broadcast("room:other", "tick");
		assertThat(this.harness.connection(1).attempts()).isZero();
	}

	@Test
	void credentialsAreAskedForAtEveryAttemptAndToldWhyTheLastOneFailed() {
		this.harness.connect();
		this.harness.failed(401);
		this.harness.advance(Duration.ofSeconds(10));
		this.harness.give(new CredentialsFailed(this.harness.attempt(1), "no token"));
		this.harness.advance(Duration.ofSeconds(10));
		assertThat(this.harness.seen().stream().filter((effect) -> effect.startsWith("open"))).containsExactly(
				"open 1#1 attempt 0 after nothing", "open 1#2 attempt 1 after REFUSED 401",
				"open 1#3 attempt 2 after CREDENTIALS_FAILED");
	}

	@Test
	void anAttemptThatTakesTooLongIsAborted() {
		this.harness.connect();
		this.harness.effects();
		this.harness.advance(Duration.ofSeconds(10));
		assertThat(this.harness.seen()).containsExactly("abort 1#1",
				"ConnectFailed 1 CONNECT_TIMEOUT attempt 1 retry PT0.1S");
		// It opens after all, when nobody waits for it.
		ConnectionId late = this.harness.attempt(1);
		this.harness.give(new Signal.TransportOpened(late));
		assertThat(this.harness.connection(1).state()).isEqualTo(ConnectionState.WAITING);
	}

	@Test
	void connectWhileClosingOpensAnewAndTheOldCloseMeansNothing() {
		this.harness.joined("room:1");
		ConnectionId old = this.harness.attempt(1);
		OperationId disconnect = this.harness.disconnect();
		OperationId connect = this.harness.connect();
		assertThat(this.harness.outcome(disconnect)).isEqualTo(Outcome.DONE);
		this.harness.opened();
		assertThat(this.harness.outcome(connect)).isEqualTo(Outcome.DONE);
		this.harness.effects();
		this.harness.give(new TransportClosed(old, CloseStatus.NORMAL));
		this.harness.advance(Duration.ofSeconds(5));
		assertThat(this.harness.seen()).isEmpty();
		assertThat(this.harness.connection(1).state()).isEqualTo(ConnectionState.OPEN);
	}

	@Test
	void reconnectInterruptsPushesAndIsNoticedAsAGap() {
		this.harness.joined("room:1");
		OperationId push = this.harness.push("room:1", "shout");
		this.harness.reconnect();
		assertThat(this.harness.outcome(push)).isInstanceOf(Outcome.Interrupted.class);
		this.harness.opened();
		this.harness.effects();
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.notices(Notice.Gap.class)).extracting(Notice.Gap::topic).containsExactly("room:1");
		assertThat(this.harness.sent()).isEmpty();
	}

	@Test
	void reconnectReplacesAConnectionAtOnceAndJoinsAgain() {
		this.harness.joined("room:1");
		ConnectionId old = this.harness.attempt(1);
		this.harness.reconnect();
		assertThat(this.harness.seen()).containsExactly("close 1#1 with 1000", "ConnectionLost 1 REQUESTED retry PT0S",
				"open 1#2 attempt 0 after REQUESTED");
		this.harness.give(new TransportClosed(old, CloseStatus.NORMAL));
		this.harness.opened();
		assertThat(this.harness.seen()).containsExactly("ConnectionOpened 1 again attempts 0",
				"send [\"2\",\"2\",\"room:1\",\"phx_join\",{}]");
	}

	@Test
	void outageLastsThroughAllAttemptsUntilTheConnectionIsOpenOrUnwanted() {
		assertThat(this.harness.connection(1).outageSince()).isNull();
		Instant started = this.harness.now();
		this.harness.connect();
		this.harness.advance(Duration.ofMillis(10));
		this.harness.failed(null);
		assertThat(this.harness.connection(1).outageSince()).isEqualTo(started);
		this.harness.advance(Duration.ofMillis(100));
		assertThat(this.harness.connection(1).outageSince()).isEqualTo(started);
		this.harness.opened();
		assertThat(this.harness.connection(1).outageSince()).isNull();
		this.harness.advance(Duration.ofSeconds(1));
		Instant lost = this.harness.now();
		this.harness.closed(1006);
		this.harness.advance(Duration.ofMillis(100));
		this.harness.failed(null);
		assertThat(this.harness.connection(1).outageSince()).isEqualTo(lost);
		this.harness.disconnect();
		assertThat(this.harness.connection(1).outageSince()).isNull();
	}

}
