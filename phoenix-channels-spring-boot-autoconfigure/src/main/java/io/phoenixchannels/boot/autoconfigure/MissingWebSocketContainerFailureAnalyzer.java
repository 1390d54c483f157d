package io.phoenixchannels.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which dependency to add.
 */
final class MissingWebSocketContainerFailureAnalyzer
		extends AbstractFailureAnalyzer<MissingWebSocketContainerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingWebSocketContainerException cause) {
		return new FailureAnalysis(
				"A Phoenix client needs a Jakarta WebSocket container, and there is none on the class path.",
				"Add a dependency on org.apache.tomcat.embed:tomcat-embed-websocket, or on"
						+ " io.phoenixchannels:phoenix-channels-spring-boot-starter, which brings it.",
				cause);
	}

}
