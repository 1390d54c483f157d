package org.springframework.samples;

import io.phoenixchannels.annotation.PhoenixListener;

import org.springframework.stereotype.Component;

/**
 * An application's, although its package is one of Spring's.
 */
@Component
public class SampleListener {

	@PhoenixListener(topic = "room:samples")
	void on(String payload) {
	}

	/**
	 * Looks as if it were Spring's own.
	 */
	public static class Other {

		@PhoenixListener(topic = "room:others")
		void on(String payload) {
		}

	}

}
