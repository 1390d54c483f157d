package io.phoenixchannels.client;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts, from any thread.
 */
final class Traffic {

	private final LongAdder framesIn = new LongAdder();

	private final LongAdder framesOut = new LongAdder();

	private final LongAdder framesUnreadable = new LongAdder();

	private final LongAdder messagesDropped = new LongAdder();

	private final LongAdder handlerFailures = new LongAdder();

	void received() {
		this.framesIn.increment();
	}

	void sent() {
		this.framesOut.increment();
	}

	void unreadable() {
		this.framesUnreadable.increment();
	}

	void dropped() {
		this.messagesDropped.increment();
	}

	void handlerFailed() {
		this.handlerFailures.increment();
	}

	ClientCounters counters() {
		return new ClientCounters(this.framesIn.sum(), this.framesOut.sum(), this.framesUnreadable.sum(),
				this.messagesDropped.sum(), this.handlerFailures.sum());
	}

}
