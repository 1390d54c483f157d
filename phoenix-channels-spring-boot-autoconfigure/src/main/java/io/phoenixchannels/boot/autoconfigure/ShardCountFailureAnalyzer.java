package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.fleet.ShardCountException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do when a fleet has another number of shards.
 */
final class ShardCountFailureAnalyzer extends AbstractFailureAnalyzer<ShardCountException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ShardCountException cause) {
		String property = PhoenixFleetProperties.PREFIX + ".shards";
		return new FailureAnalysis(
				property + " is " + cause.own() + ". " + cause.getMessage()
						+ ". With both, two instances would own the same topic.",
				"Set " + property + "=" + cause.agreed() + ". To change the number, stop all instances and remove '"
						+ cause.key() + "' from the metadata store, or give the new instances another "
						+ PhoenixFleetProperties.PREFIX + ".group.",
				cause);
	}

}
