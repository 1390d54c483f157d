package io.phoenixchannels.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.phoenixchannels.session.ChannelState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SubscriptionTests {

	/** A moment is not easily met: many tries, for as long as is reasonable. */
	private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);

	/** Topics are wanted all the same while it is not connected. */
	private final PhoenixClient client = PhoenixClient.builder("ws://localhost:4000/socket").build();

	private final PhoenixChannel room = this.client.channel("room:lobby");

	private final ExecutorService other = Executors.newSingleThreadExecutor();

	@AfterEach
	void close() {
		this.other.shutdownNow();
		this.client.close();
	}

	@Test
	void whoComesWhileTheLastOneGoesHasTheTopic() {
		PhoenixRegistration current = this.room.subscribe();
		for (int round = 0; round < 50 || System.nanoTime() < this.end; round++) {
			CompletableFuture<Void> gone = meanwhile(current::close);
			current = this.room.subscribe();
			gone.join();
			assertThat(this.room.state()).as("state in round %s", round).isEqualTo(ChannelState.WAITING);
		}
		current.close();
		assertThat(this.room.state()).isEqualTo(ChannelState.CLOSED);
	}

	@Test
	void whoJoinsWhileTheLastOneGoesHasTheTopic() {
		for (int round = 0; round < 50 || System.nanoTime() < this.end; round++) {
			CompletableFuture<Void> gone = meanwhile(this.room.subscribe()::close);
			this.room.join();
			gone.join();
			assertThat(this.room.state()).as("state in round %s", round).isEqualTo(ChannelState.WAITING);
			this.room.leave();
		}
	}

	@Test
	void whoComesWhileEverybodyIsMadeToLeaveHasTheTopicOrNot() {
		for (int round = 0; round < 50 || System.nanoTime() < this.end; round++) {
			CompletableFuture<Void> left = meanwhile(this.room::leave);
			PhoenixRegistration subscription = this.room.subscribe();
			left.join();
			// Either way, nothing of it is left when it ends.
			subscription.close();
			assertThat(this.room.state()).as("state in round %s", round).isEqualTo(ChannelState.CLOSED);
			PhoenixRegistration next = this.room.subscribe();
			next.close();
			assertThat(this.room.state()).as("state after round %s", round).isEqualTo(ChannelState.CLOSED);
		}
	}

	/**
	 * Runs something on another thread, which is ready to when this method returns.
	 */
	private CompletableFuture<Void> meanwhile(Runnable task) {
		AtomicInteger ready = new AtomicInteger();
		CompletableFuture<Void> done = CompletableFuture.runAsync(() -> {
			ready.incrementAndGet();
			while (ready.get() < 2) {
				Thread.yield();
			}
			task.run();
		}, this.other);
		while (ready.get() < 1) {
			Thread.yield();
		}
		ready.incrementAndGet();
		return done;
	}

}
