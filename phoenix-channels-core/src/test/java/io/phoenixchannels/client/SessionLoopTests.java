package io.phoenixchannels.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

import io.phoenixchannels.session.Command;
import io.phoenixchannels.session.Effect;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.session.OperationId;
import io.phoenixchannels.session.Session;
import io.phoenixchannels.session.SessionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class SessionLoopTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private final List<String> ran = new ArrayList<>();

	private final SessionLoop loop = new SessionLoop(new Session(SessionPolicy.DEFAULT, new SplittableRandom(1), NOW),
			new StoppedClock());

	private Runnable run(String name) {
		return () -> this.ran.add(name);
	}

	@Test
	void whatIsPutOffRunsOnceInOrderAndWithoutTheLock() {
		this.loop.locked(() -> {
			this.loop.afterwards(() -> {
				// Another thread gets the lock.
				CompletableFuture.runAsync(() -> this.loop.locked(run("elsewhere"))).join();
				this.ran.add("first");
			});
			this.loop.afterwards(run("second"));
			this.ran.add("locked");
		});
		this.loop.locked(() -> {
		});
		assertThat(this.ran).containsExactly("locked", "elsewhere", "first", "second");
	}

	/**
	 * The lock is free while what was put off runs: others put off more, and each of them
	 * runs its own only.
	 */
	@Test
	void whatIsPutOffMeanwhileRunsOnceAndForWhoeverPutItOff() {
		this.loop.locked(() -> {
			this.loop.afterwards(() -> {
				this.ran.add("first");
				this.loop.locked(() -> {
					this.loop.afterwards(run("nested first"));
					this.loop.afterwards(run("nested second"));
				});
				CompletableFuture.runAsync(() -> this.loop.locked(() -> this.loop.afterwards(run("elsewhere")))).join();
				this.loop.locked(() -> {
				});
				this.ran.add("first ends");
			});
			this.loop.afterwards(run("second"));
		});
		assertThat(this.ran).containsExactly("first", "nested first", "nested second", "elsewhere", "first ends",
				"second");
	}

	/**
	 * There is a moment between the release of the lock and what was put off, in which
	 * others put off theirs. No order of calls shows it, so that many have to meet it.
	 */
	@Test
	void whatManyThreadsPutOffRunsOnce() throws Exception {
		int threads = 4;
		int rounds = 50_000;
		AtomicIntegerArray runs = new AtomicIntegerArray(threads * rounds);
		CyclicBarrier start = new CyclicBarrier(threads);
		CompletableFuture<?>[] all = IntStream.range(0, threads).mapToObj((thread) -> CompletableFuture.runAsync(() -> {
			await(start);
			for (int round = 0; round < rounds; round++) {
				int number = thread * rounds + round;
				if (round % 2 == 0) {
					this.loop.locked(() -> this.loop.afterwards(() -> runs.incrementAndGet(number)));
				}
				else {
					this.loop.locked(() -> runs.incrementAndGet(number));
				}
			}
		}, (task) -> new Thread(task).start())).toArray(CompletableFuture<?>[]::new);
		CompletableFuture.allOf(all).get(20, TimeUnit.SECONDS);
		for (int i = 0; i < runs.length(); i++) {
			assertThat(runs.get(i)).as("runs of what was put off %s", i).isEqualTo(1);
		}
	}

	@Test
	void anInputFromWithinAnEffectIsHandledRightAfterIt() {
		this.loop.performWith(new Performer() {

			@Override
			public void openTransport(Effect.OpenTransport effect) {
				SessionLoopTests.this.ran.add("open");
				SessionLoopTests.this.loop.afterwards(run("afterwards"));
				SessionLoopTests.this.loop.post(new Command.Disconnect(new OperationId(2)));
				SessionLoopTests.this.ran.add("opened");
			}

			@Override
			public void abortTransport(Effect.AbortTransport effect) {
				SessionLoopTests.this.ran.add("abort");
			}

		});
		this.loop.post(new Command.Connect(new OperationId(1)));
		assertThat(this.ran).containsExactly("open", "opened", "abort", "afterwards");
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await(10, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Does nothing.
	 */
	private abstract static class Performer implements Effect.Performer {

		@Override
		public void closeTransport(Effect.CloseTransport effect) {
		}

		@Override
		public void sendFrame(Effect.SendFrame effect) {
		}

		@Override
		public void requestJoinParams(Effect.RequestJoinParams effect) {
		}

		@Override
		public void deliverMessage(Effect.DeliverMessage effect) {
		}

		@Override
		public void resolveOperation(Effect.ResolveOperation effect) {
		}

		@Override
		public void announce(Notice notice) {
		}

	}

	private static final class StoppedClock implements ClientClock {

		@Override
		public Instant now() {
			return NOW;
		}

		@Override
		public void wakeAt(Instant at, Runnable action) {
		}

		@Override
		public void close() {
		}

	}

}
