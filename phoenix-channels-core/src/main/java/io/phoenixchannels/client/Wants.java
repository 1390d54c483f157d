package io.phoenixchannels.client;

import java.util.HashMap;
import java.util.Map;

import io.phoenixchannels.session.Command;
import org.jspecify.annotations.Nullable;

/**
 * Who wants which topic: any number of subscriptions, and whoever joined it outright. All
 * is guarded by the lock of the {@link SessionLoop}, under which the session also gets
 * the join or leave that follows: otherwise the leave of the last one could come after
 * the join of the next.
 */
final class Wants {

	private final Map<String, Want> byTopic = new HashMap<>();

	private final SessionLoop loop;

	private final PendingOperations operations;

	Wants(SessionLoop loop, PendingOperations operations) {
		this.loop = loop;
		this.operations = operations;
	}

	void join(Command.JoinChannel command) {
		this.loop.locked(() -> {
			want(command.topic()).outright = true;
			this.loop.post(command);
		});
	}

	/**
	 * Adds a subscription. When the last one is closed, and nobody joined outright, the
	 * topic is left.
	 */
	PhoenixRegistration subscribe(String topic) {
		Subscription subscription = new Subscription(topic);
		this.loop.locked(subscription::open);
		return subscription;
	}

	/**
	 * Forgets everybody who wanted a topic.
	 */
	void leave(Command.LeaveChannel command) {
		this.loop.locked(() -> {
			this.byTopic.remove(command.topic());
			this.loop.post(command);
		});
	}

	private Want want(String topic) {
		return this.byTopic.computeIfAbsent(topic, (key) -> new Want());
	}

	private static final class Want {

		private int subscriptions;

		private boolean outright;

	}

	private final class Subscription implements PhoenixRegistration {

		private final String topic;

		/** Null when it is closed. */
		private @Nullable Want want;

		private Subscription(String topic) {
			this.topic = topic;
		}

		private void open() {
			Want want = want(this.topic);
			want.subscriptions++;
			this.want = want;
			Wants.this.loop.post(new Command.JoinChannel(Wants.this.operations.addUnheard(), this.topic, null));
		}

		@Override
		public void close() {
			Wants.this.loop.locked(this::release);
		}

		private void release() {
			Want want = this.want;
			if (want != null) {
				this.want = null;
				want.subscriptions--;
				if (want.subscriptions == 0 && !want.outright && Wants.this.byTopic.remove(this.topic, want)) {
					Wants.this.loop.post(new Command.LeaveChannel(Wants.this.operations.addUnheard(), this.topic));
				}
			}
		}

	}

}
