package io.phoenixchannels.boot.endpoint;

import java.time.Instant;
import java.util.List;

import io.phoenixchannels.fleet.FleetCounters;
import io.phoenixchannels.fleet.FleetStatus;
import org.jspecify.annotations.Nullable;

/**
 * The fleet, as this member of it knows it.
 *
 * @param shards how many the topics are spread over
 * @param lease after how many milliseconds a shard may be taken over
 * @param problem why the engine cannot be reached; null if it can
 */
public record FleetDescriptor(String group, boolean running, int shards, long lease, List<ShardDescriptor> owned,
		FleetCounters.Numbers numbers, @Nullable String problem) {

	static FleetDescriptor of(FleetStatus status) {
		return new FleetDescriptor(status.policy().group(), status.running(), status.policy().shards(),
				status.policy().lease().toMillis(), status.owned().stream().map(ShardDescriptor::of).toList(),
				status.numbers(), status.problem());
	}

	/**
	 * A shard that this member owns.
	 *
	 * @param leaseAge how many milliseconds ago its lease was renewed
	 */
	public record ShardDescriptor(int number, Instant since, long leaseAge, int topics, boolean leaving) {

		static ShardDescriptor of(FleetStatus.Shard shard) {
			return new ShardDescriptor(shard.number(), shard.since(), shard.leaseAge().toMillis(), shard.topics(),
					shard.leaving());
		}

	}

}
