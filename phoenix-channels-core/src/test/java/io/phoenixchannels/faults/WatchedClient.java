package io.phoenixchannels.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.session.Notice;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that is in one room, and what it hears there and says about itself.
 */
final class WatchedClient implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final AtomicInteger BODIES = new AtomicInteger();

	private final PhoenixClient client;

	private final PhoenixChannel room;

	private final BlockingQueue<Heard> notices = new LinkedBlockingQueue<>();

	private final BlockingQueue<String> shouts = new LinkedBlockingQueue<>();

	/**
	 * A notice, and when it came.
	 *
	 * @param nanos as {@link System#nanoTime()} tells it
	 */
	record Heard(Notice notice, long nanos) {

		<T extends Notice> T as(Class<T> type) {
			return type.cast(this.notice);
		}

		/**
		 * How long after a moment it came.
		 */
		Duration after(long start) {
			return Duration.ofNanos(this.nanos - start);
		}

		/**
		 * How much later something is due.
		 */
		Duration until(Instant due) {
			return Duration.between(Instant.now(), due).plusNanos(System.nanoTime() - this.nanos);
		}

	}

	WatchedClient(PhoenixClient client) {
		this.client = client;
		this.room = client.channel("room:lobby");
		client.observe((notice) -> {
			// There may be more of these than are worth keeping.
			if (!(notice instanceof Notice.MessageDropped)) {
				this.notices.add(new Heard(notice, System.nanoTime()));
			}
		});
		this.room.on("shout", String.class, this.shouts::add);
	}

	PhoenixClient client() {
		return this.client;
	}

	PhoenixChannel room() {
		return this.room;
	}

	WatchedClient connected() {
		CompletableFuture<?> joined = this.room.join();
		this.client.connect();
		get(joined);
		// A server that has just begun may have been slow.
		assertHearsWhatIsSaid();
		this.notices.clear();
		return this;
	}

	/**
	 * The next notice of a type; those before it are skipped.
	 */
	<T extends Notice> Heard next(Class<T> type) {
		return next(type, (notice) -> true);
	}

	<T extends Notice> Heard next(Class<T> type, Predicate<T> wanted) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (true) {
			Heard heard = poll(this.notices, deadline - System.nanoTime());
			assertThat(heard).as("a %s came", type.getSimpleName()).isNotNull();
			if (type.isInstance(heard.notice()) && wanted.test(type.cast(heard.notice()))) {
				return heard;
			}
		}
	}

	private static <T> @Nullable T poll(BlockingQueue<T> queue, long nanos) {
		try {
			return queue.poll(nanos, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Waits until the room is joined again, learns of the gap, and hears what is said
	 * there.
	 */
	void assertHealed() {
		next(Notice.ChannelJoined.class, Notice.ChannelJoined::rejoin);
		next(Notice.Gap.class);
		assertHearsWhatIsSaid();
	}

	void assertHearsWhatIsSaid() {
		String body = "größe " + BODIES.incrementAndGet();
		assertThat(get(this.room.push("shout", body)).isOk()).isTrue();
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		String heard = null;
		while (!body.equals(heard)) {
			heard = poll(this.shouts, deadline - System.nanoTime());
			assertThat(heard).as("'%s' was heard", body).isNotNull();
		}
	}

	/**
	 * Nothing was lost, nor errored, so far.
	 */
	void assertUndisturbed() {
		assertThat(this.notices).extracting(Heard::notice)
			.noneMatch((notice) -> notice instanceof Notice.ConnectionLost || notice instanceof Notice.ChannelErrored
					|| notice instanceof Notice.FrameUnreadable);
	}

	static <T> T get(CompletableFuture<T> future) {
		return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	@Override
	public void close() {
		this.client.close();
	}

}
