package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.listener.InvalidListenerException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which listener cannot work, and why.
 */
final class InvalidListenerFailureAnalyzer extends AbstractFailureAnalyzer<InvalidListenerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidListenerException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Correct the listener's annotation or the method. It could never be called as it is.", cause);
	}

}
