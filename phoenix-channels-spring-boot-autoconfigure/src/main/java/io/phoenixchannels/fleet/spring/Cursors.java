package io.phoenixchannels.fleet.spring;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.fleet.FleetCounters;
import io.phoenixchannels.fleet.Lease;
import io.phoenixchannels.protocol.ShownText;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads and stores cursors, on a thread of its own that may block.
 */
final class Cursors {

	private static final Log logger = LogFactory.getLog(Cursors.class);

	private final Executor executor;

	private final CursorFormat format;

	private final FleetCounters counters;

	/** Whether the last one failed: a series of failures is told once. */
	private boolean failing;

	Cursors(Executor executor, CursorFormat format, FleetCounters counters) {
		this.executor = executor;
		this.format = format;
		this.counters = counters;
	}

	/**
	 * Reads the cursor of a topic.
	 * @return completes on the own thread; fails if the store cannot be reached
	 */
	CompletableFuture<@Nullable PhoenixMessage> load(SharedTopic topic) {
		return CompletableFuture.supplyAsync(() -> {
			try {
				PhoenixMessage message = CursorFormat.read(topic.topic(), topic.cursor().load(),
						topic.client().payloadConverter());
				topic.cursor().loaded(message);
				return message;
			}
			catch (RuntimeException ex) {
				failed(topic, "read", ex);
				throw ex;
			}
		}, this.executor);
	}

	/**
	 * Stores the cursors of those topics that moved on.
	 * @return completes when it is done, or cannot be; never fails
	 */
	CompletableFuture<?> store(Collection<SharedTopic> topics, Lease lease) {
		List<Runnable> writes = topics.stream()
			.filter(SharedTopic::resumes)
			.map((topic) -> write(topic, topic.lastMessage(), lease))
			.filter((write) -> write != null)
			.toList();
		if (writes.isEmpty()) {
			return CompletableFuture.completedFuture(null);
		}
		return CompletableFuture.runAsync(() -> writes.forEach(Runnable::run), this.executor)
			.exceptionally((ex) -> null);
	}

	/**
	 * The message is read before the lease is looked at: one that was refused, as the
	 * lease was over, counts as handled, and must not become the cursor.
	 */
	private @Nullable Runnable write(SharedTopic topic, @Nullable PhoenixMessage last, Lease lease) {
		if (last == null || !topic.cursor().isBehind(last) || !lease.isValid()) {
			return null;
		}
		return () -> {
			try {
				if (topic.cursor().store(last, this.format.write(last), lease)) {
					this.counters.cursorStored();
					this.failing = false;
				}
				else {
					this.counters.cursorFailed();
				}
			}
			catch (RuntimeException ex) {
				failed(topic, "stored", ex);
			}
		};
	}

	private void failed(SharedTopic topic, String what, RuntimeException failure) {
		this.counters.cursorFailed();
		if (!this.failing) {
			this.failing = true;
			logger.warn("The cursor of '" + ShownText.of(topic.topic()) + "' could not be " + what
					+ ". If it is too long, name the fields that it needs at phoenix.channels.fleet.cursor-fields",
					failure);
		}
	}

}
