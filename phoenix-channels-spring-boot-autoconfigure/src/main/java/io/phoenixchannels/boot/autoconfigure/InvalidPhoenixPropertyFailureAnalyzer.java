package io.phoenixchannels.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which property is wrong, and what to write.
 */
final class InvalidPhoenixPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPhoenixPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidPhoenixPropertyException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.action() + ".", cause);
	}

}
