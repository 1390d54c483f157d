package io.phoenixchannels.client;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who wants which topic: any number of subscriptions, and whoever joined it outright.
 */
final class Wants {

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, Want> byTopic = new HashMap<>();

	void join(String topic) {
		this.lock.lock();
		try {
			want(topic).outright = true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Adds a subscription.
	 * @param whenUnwanted runs when the last one is closed and nobody joined outright
	 */
	PhoenixRegistration subscribe(String topic, Runnable whenUnwanted) {
		this.lock.lock();
		try {
			Want want = want(topic);
			want.subscriptions++;
			return new Subscription(topic, want, whenUnwanted);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Forgets everybody who wanted a topic.
	 */
	void leave(String topic) {
		this.lock.lock();
		try {
			this.byTopic.remove(topic);
		}
		finally {
			this.lock.unlock();
		}
	}

	private Want want(String topic) {
		return this.byTopic.computeIfAbsent(topic, (key) -> new Want());
	}

	private boolean release(String topic, Want want) {
		this.lock.lock();
		try {
			want.subscriptions--;
			return want.subscriptions == 0 && !want.outright && this.byTopic.remove(topic, want);
		}
		finally {
			this.lock.unlock();
		}
	}

	private static final class Want {

		private int subscriptions;

		private boolean outright;

	}

	private final class Subscription implements PhoenixRegistration {

		private final String topic;

		private final Want want;

		private final Runnable whenUnwanted;

		private final AtomicBoolean closed = new AtomicBoolean();

		private Subscription(String topic, Want want, Runnable whenUnwanted) {
			this.topic = topic;
			this.want = want;
			this.whenUnwanted = whenUnwanted;
		}

		@Override
		public void close() {
			if (this.closed.compareAndSet(false, true) && release(this.topic, this.want)) {
				this.whenUnwanted.run();
			}
		}

	}

}
