package io.phoenixchannels.benchmarks.client;

/**
 * Tells what a message is to clients that do not read it: the first ones answer their
 * joins; then it is an event, or a reply once something was asked.
 */
final class RawPhase {

	private final Contender.Heard heard;

	private int joins;

	private volatile boolean asking;

	RawPhase(Contender.Setup setup) {
		this.heard = setup.heard();
		this.joins = setup.topics().size();
	}

	void asking() {
		if (!this.asking) {
			this.asking = true;
		}
	}

	/**
	 * Called by the reading thread for each message.
	 */
	void received() {
		if (this.joins > 0) {
			this.joins--;
			this.heard.joined();
		}
		else if (this.asking) {
			this.heard.replied();
		}
		else {
			this.heard.tick();
		}
	}

	static String join(int ref, String topic) {
		return "[\"" + ref + "\",\"" + ref + "\",\"" + topic + "\",\"phx_join\",{}]";
	}

	static String push(String topic, String event, String json) {
		return "[\"1\",\"2\",\"" + topic + "\",\"" + event + "\"," + json + "]";
	}

}
