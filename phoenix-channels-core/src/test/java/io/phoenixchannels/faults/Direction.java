package io.phoenixchannels.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How bytes travel one way through a {@link FaultyProxy}; what is under way feels a
 * change at once.
 */
final class Direction {

	private static final int CHUNK = 4096;

	private static final int CHUNKS_IN_FLIGHT = 64;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final AtomicLong passed = new AtomicLong();

	/** Guarded by lock. */
	private Pace pace = Pace.FULL;

	private volatile long latencyMillis;

	private volatile long jitterMillis;

	private enum Pace {

		FULL, SPLIT, TRICKLE, NONE

	}

	private record Chunk(byte[] bytes, long dueAt) {
	}

	/**
	 * Nothing arrives any more, and nobody is told: neither bytes nor the end of the
	 * stream. What is under way stays there, as in a pulled cable.
	 */
	void blackHole() {
		become(Pace.NONE);
	}

	/**
	 * One byte a second.
	 */
	void trickle() {
		become(Pace.TRICKLE);
	}

	/**
	 * Each byte in a segment of its own.
	 */
	void split() {
		become(Pace.SPLIT);
	}

	/**
	 * Each byte arrives so much later, give or take the jitter, in order.
	 */
	void delay(long latencyMillis, long jitterMillis) {
		this.latencyMillis = latencyMillis;
		this.jitterMillis = jitterMillis;
	}

	void heal() {
		delay(0, 0);
		become(Pace.FULL);
	}

	/**
	 * Bytes that arrived.
	 */
	long passed() {
		return this.passed.get();
	}

	private void become(Pace pace) {
		this.lock.lock();
		try {
			this.pace = pace;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Carries everything from one to the other, until the end of the stream, which is an
	 * empty chunk.
	 */
	void carry(InputStream in, Sink out, Threads threads) {
		BlockingQueue<Chunk> flight = new ArrayBlockingQueue<>(CHUNKS_IN_FLIGHT);
		threads.start(() -> {
			byte[] buffer = new byte[CHUNK];
			while (true) {
				int length = Math.max(0, read(in, buffer));
				flight.put(new Chunk(Arrays.copyOf(buffer, length), dueAt()));
				if (length == 0) {
					return;
				}
			}
		});
		threads.start(() -> {
			while (true) {
				Chunk chunk = flight.take();
				TimeUnit.NANOSECONDS.sleep(chunk.dueAt() - System.nanoTime());
				if (chunk.bytes().length == 0) {
					awaitAnyPace();
					out.end();
					return;
				}
				deliver(chunk.bytes(), out);
			}
		});
	}

	private static int read(InputStream in, byte[] buffer) {
		try {
			return in.read(buffer);
		}
		catch (IOException ex) {
			return -1;
		}
	}

	private long dueAt() {
		long jitter = (this.jitterMillis > 0) ? Math.round((Math.random() * 2 - 1) * this.jitterMillis) : 0;
		return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(this.latencyMillis + jitter);
	}

	private void deliver(byte[] bytes, Sink out) throws IOException, InterruptedException {
		int from = 0;
		while (from < bytes.length) {
			int length = (awaitAnyPace() == Pace.FULL) ? bytes.length - from : 1;
			out.write(bytes, from, length);
			this.passed.addAndGet(length);
			from += length;
		}
	}

	private Pace awaitAnyPace() throws InterruptedException {
		this.lock.lock();
		try {
			long second = TimeUnit.SECONDS.toNanos(1);
			while (this.pace == Pace.NONE || (this.pace == Pace.TRICKLE && second > 0)) {
				if (this.pace == Pace.NONE) {
					this.changed.await();
				}
				else {
					second = this.changed.awaitNanos(second);
				}
			}
			return this.pace;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Where bytes arrive.
	 */
	interface Sink {

		void write(byte[] bytes, int from, int length) throws IOException;

		void end() throws IOException;

		/**
		 * Never writes in the middle of what another thread writes.
		 */
		static Sink of(OutputStream out, EndOfStream end) {
			return new Sink() {

				@Override
				public void write(byte[] bytes, int from, int length) throws IOException {
					synchronized (out) {
						out.write(bytes, from, length);
						out.flush();
					}
				}

				@Override
				public void end() throws IOException {
					end.send();
				}

			};
		}

	}

	interface EndOfStream {

		void send() throws IOException;

	}

	/**
	 * Runs what blocks until its sockets are closed.
	 */
	interface Threads {

		void start(Blocking task);

	}

	interface Blocking {

		void run() throws IOException, InterruptedException;

	}

}
