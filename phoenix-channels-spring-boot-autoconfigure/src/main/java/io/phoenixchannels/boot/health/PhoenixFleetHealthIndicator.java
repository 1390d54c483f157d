package io.phoenixchannels.boot.health;

import io.phoenixchannels.fleet.FleetStatus;
import io.phoenixchannels.fleet.PhoenixFleet;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells whether this member of a fleet can reach its engine. While it cannot, but still
 * owns shards, its status is unknown; when the leases have ended, it is down.
 */
public class PhoenixFleetHealthIndicator extends AbstractHealthIndicator {

	private final PhoenixFleet fleet;

	public PhoenixFleetHealthIndicator(PhoenixFleet fleet) {
		super("The status of the fleet could not be read");
		this.fleet = fleet;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		FleetStatus status = this.fleet.status();
		if (!status.running()) {
			builder.outOfService().withDetail("reason", "the application takes no part in the fleet");
		}
		else if (status.problem() == null) {
			builder.up();
		}
		else {
			(status.owned().isEmpty() ? builder.down() : builder.unknown()).withDetail("reason",
					"the locks or values of the fleet cannot be reached: " + status.problem());
		}
		builder.withDetail("group", status.policy().group())
			.withDetail("members", status.numbers().members())
			.withDetail("shards", status.owned().size() + " of " + status.policy().shards())
			.withDetail("topics", status.topics())
			.withDetail("oldestLease", status.oldestLease().toMillis() + " ms");
	}

}
