package io.phoenixchannels.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says why the application did not wait any longer.
 */
final class PhoenixConnectFailedFailureAnalyzer extends AbstractFailureAnalyzer<PhoenixConnectFailedException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PhoenixConnectFailedException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Check that the server runs there and accepts the credentials. To start without a connection, and"
						+ " connect as soon as the server is there, set fail-fast to false, which is the default.",
				cause);
	}

}
