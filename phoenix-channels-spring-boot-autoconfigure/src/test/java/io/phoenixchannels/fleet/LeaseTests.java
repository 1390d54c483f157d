package io.phoenixchannels.fleet;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeaseTests {

	private static final Duration TEN = Duration.ofSeconds(10);

	private final Clock clock = new Clock();

	@Test
	void countsFromBeforeTheEngineWasAsked() {
		Lease.Instants asked = now();
		this.clock.pass(Duration.ofSeconds(9));
		Lease lease = new Lease(this.clock, asked, TEN);
		assertThat(lease.admits()).isTrue();
		assertThat(lease.age()).hasSeconds(9);
		this.clock.pass(Duration.ofSeconds(1));
		assertThat(lease.admits()).isFalse();
	}

	@Test
	void goesOnWhenItIsRenewedInTime() {
		Lease lease = new Lease(this.clock, now(), TEN);
		this.clock.pass(Duration.ofSeconds(9));
		assertThat(lease.renew(now(), TEN)).isTrue();
		this.clock.pass(Duration.ofSeconds(9));
		assertThat(lease.admits()).isTrue();
	}

	@Test
	void neverComesBackOnceAMessageWasRefused() {
		AtomicInteger refusals = new AtomicInteger();
		Lease lease = new Lease(this.clock, now(), TEN);
		lease.whenRefused(refusals::incrementAndGet);
		Lease.Instants asked = now();
		this.clock.pass(TEN);
		assertThat(lease.admits()).isFalse();
		this.clock.pass(Duration.ofSeconds(-5));
		assertThat(lease.renew(asked, TEN.multipliedBy(2))).isFalse();
		assertThat(lease.admits()).isFalse();
		assertThat(refusals).hasValue(2);
	}

	@Test
	void lateRenewalDoesNotReviveIt() {
		Lease lease = new Lease(this.clock, now(), TEN);
		this.clock.pass(TEN);
		assertThat(lease.renew(now(), TEN)).isFalse();
		assertThat(lease.isValid()).isFalse();
	}

	@Test
	void lapsesAlsoWhileTheEvenClockStandsStill() {
		Lease lease = new Lease(this.clock, now(), TEN);
		this.clock.millis += TEN.toMillis();
		assertThat(lease.isValid()).isFalse();
	}

	@Test
	void outlivesAWallClockThatIsSetBack() {
		Lease lease = new Lease(this.clock, now(), TEN);
		this.clock.millis -= 3_600_000;
		this.clock.pass(Duration.ofSeconds(9));
		assertThat(lease.isValid()).isTrue();
		this.clock.pass(Duration.ofSeconds(1));
		assertThat(lease.isValid()).isFalse();
	}

	@Test
	void isOverWhenItIsEnded() {
		Lease lease = new Lease(this.clock, now(), TEN);
		lease.end();
		assertThat(lease.isValid()).isFalse();
	}

	private Lease.Instants now() {
		return Lease.Instants.of(this.clock);
	}

	private static final class Clock implements FleetClock {

		private long nanos = Long.MAX_VALUE - 5_000_000_000L;

		private long millis = 1_700_000_000_000L;

		void pass(Duration duration) {
			this.nanos += duration.toNanos();
			this.millis += duration.toMillis();
		}

		@Override
		public long nanos() {
			return this.nanos;
		}

		@Override
		public long millis() {
			return this.millis;
		}

	}

}
