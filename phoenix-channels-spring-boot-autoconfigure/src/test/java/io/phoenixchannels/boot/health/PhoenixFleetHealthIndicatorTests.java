package io.phoenixchannels.boot.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.phoenixchannels.fleet.FleetCounters;
import io.phoenixchannels.fleet.FleetPolicy;
import io.phoenixchannels.fleet.FleetStatus;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

class PhoenixFleetHealthIndicatorTests {

	private static final FleetStatus.Shard SHARD = new FleetStatus.Shard(3, Instant.EPOCH, Duration.ofMillis(1500), 7,
			false);

	private static Health health(boolean running, String problem, FleetStatus.Shard... owned) {
		FleetStatus status = new FleetStatus(
				new FleetPolicy("orders", 64, Duration.ofSeconds(15), Duration.ofMillis(500)), running, List.of(owned),
				new FleetCounters.Numbers(10, 2, 0, 0, 0, 0, 0, 0), problem);
		return new PhoenixFleetHealthIndicator(() -> status).health();
	}

	@Test
	void memberThatReachesItsEngineIsUp() {
		Health health = health(true, null, SHARD);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("group", "orders")
			.containsEntry("members", 10)
			.containsEntry("shards", "1 of 64")
			.containsEntry("topics", 7)
			.containsEntry("oldestLease", "1500 ms");
	}

	@Test
	void withoutItsEngineItIsUnknownWhileTheLeasesLastAndThenDown() {
		assertThat(health(true, "CannotGetJdbcConnectionException", SHARD).getStatus()).isEqualTo(Status.UNKNOWN);
		Health down = health(true, "CannotGetJdbcConnectionException");
		assertThat(down.getStatus()).isEqualTo(Status.DOWN);
		assertThat(down.getDetails()).containsEntry("reason",
				"the locks or values of the fleet cannot be reached: CannotGetJdbcConnectionException");
	}

	@Test
	void whoTakesNoPartIsOutOfService() {
		assertThat(health(false, null).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
	}

}
