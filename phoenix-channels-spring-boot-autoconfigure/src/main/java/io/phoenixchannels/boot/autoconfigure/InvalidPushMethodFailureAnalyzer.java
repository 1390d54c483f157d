package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.push.InvalidPushMethodException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which method of an interface cannot push, and why.
 */
final class InvalidPushMethodFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPushMethodException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidPushMethodException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Correct the method or its annotation. It could never push as it is.", cause);
	}

}
