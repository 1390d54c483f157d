package io.phoenixchannels.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What one member knows of its fleet.
 *
 * @param policy what the fleet agrees on
 * @param running whether this member takes part
 * @param owned the shards that this member owns, in order
 * @param numbers what happened since the start
 * @param problem why the engine could not be reached; null if it can
 */
public record FleetStatus(FleetPolicy policy, boolean running, List<Shard> owned, FleetCounters.Numbers numbers,
		@Nullable String problem) {

	/**
	 * The age of the lease that was renewed longest ago; zero if there is none.
	 */
	public Duration oldestLease() {
		return this.owned.stream().map(Shard::leaseAge).max(Duration::compareTo).orElse(Duration.ZERO);
	}

	/**
	 * How many topics this member owns.
	 */
	public int topics() {
		return this.owned.stream().mapToInt(Shard::topics).sum();
	}

	/**
	 * A shard that is owned.
	 *
	 * @param number from 0 on
	 * @param since when it was taken over
	 * @param leaseAge how long ago its lease was renewed
	 * @param topics how many topics it has here
	 * @param leaving whether it is about to be given back
	 */
	public record Shard(int number, Instant since, Duration leaseAge, int topics, boolean leaving) {
	}

}
