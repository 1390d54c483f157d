package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.phoenixchannels.protocol.WireMessage;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written, in order and bounded. A message that comes alone is written
 * by the thread that brings it, as far as the network takes it at once: to wake another
 * thread would cost more. Where one follows another, and where the network is slow, a
 * task of the executor writes all that there is together. While there is nothing, no
 * thread is held.
 */
final class OutboundQueue {

	/** After so many messages a batch is flushed even if more are waiting. */
	private static final int BATCH = 64;

	/** Messages that follow one another this closely are worth a thread of their own. */
	static final Duration CLOSE = Duration.ofNanos(10_000);

	private final int maxMessages;

	private final long maxBytes;

	private final Executor executor;

	private final Writer writer;

	private final LongSupplier nanoTime;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by lock. */
	private final Queue<WireMessage> waiting = new ArrayDeque<>();

	/** What is waiting or being written; guarded by lock. */
	private int messages;

	/** What is waiting or being written; guarded by lock. */
	private long bytes;

	/** Guarded by lock. */
	private boolean writing;

	/**
	 * When a message came last, or when its writing ended if that took long: a container
	 * that writes slowly must not make whoever sends without a pause seem to pause.
	 * Guarded by lock.
	 */
	private long lastOffered;

	/** Guarded by lock. */
	private boolean closed;

	/** To be run once all is written; guarded by lock. */
	private @Nullable Runnable afterwards;

	/**
	 * Creates an empty queue.
	 * @param maxMessages at most so many may wait
	 * @param maxBytes the sum of {@link WireMessage#size()} may be at most this
	 * @param nanoTime a clock as {@link System#nanoTime()} is one
	 */
	OutboundQueue(int maxMessages, long maxBytes, Executor executor, LongSupplier nanoTime, Writer writer) {
		this.maxMessages = maxMessages;
		this.maxBytes = maxBytes;
		this.executor = executor;
		this.nanoTime = nanoTime;
		this.writer = writer;
		this.lastOffered = nanoTime.getAsLong() - CLOSE.toNanos();
	}

	/**
	 * Takes a message if there is room and the queue is not closed.
	 */
	boolean offer(WireMessage message) {
		List<WireMessage> alone;
		this.lock.lock();
		try {
			if (this.closed || this.messages >= this.maxMessages || message.size() > this.maxBytes - this.bytes) {
				return false;
			}
			this.messages++;
			this.bytes += message.size();
			boolean close = isClose();
			if (this.writing) {
				this.waiting.add(message);
				return true;
			}
			this.writing = true;
			if (close) {
				this.waiting.add(message);
			}
			alone = close ? List.of() : List.of(message);
		}
		finally {
			this.lock.unlock();
		}
		return alone.isEmpty() ? startWriting(null, alone) : writeHere(alone);
	}

	private boolean isClose() {
		long now = this.nanoTime.getAsLong();
		boolean close = now - this.lastOffered < CLOSE.toNanos();
		this.lastOffered = now;
		return close;
	}

	/**
	 * Writes with the calling thread, which may hold locks: it does not block.
	 */
	private boolean writeHere(List<WireMessage> batch) {
		try {
			Unwritten unwritten = this.writer.write(batch);
			if (unwritten != null) {
				return startWriting(unwritten, batch);
			}
		}
		catch (Exception ex) {
			fail(ex);
			return true;
		}
		return rest(batch) || startWriting(null, List.of());
	}

	/**
	 * Ends the writing if nothing waits.
	 */
	private boolean rest(List<WireMessage> written) {
		this.lock.lock();
		try {
			settle(written);
			long now = this.nanoTime.getAsLong();
			if (now - this.lastOffered >= CLOSE.toNanos()) {
				this.lastOffered = now;
			}
			this.writing = !this.waiting.isEmpty() || this.afterwards != null;
			return !this.writing;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes no more messages, and runs the task on the executor after what is waiting.
	 */
	void finish(Runnable task) {
		this.lock.lock();
		try {
			if (this.closed) {
				return;
			}
			this.closed = true;
			this.afterwards = task;
			if (this.writing) {
				return;
			}
			this.writing = true;
		}
		finally {
			this.lock.unlock();
		}
		startWriting(null, List.of());
	}

	/**
	 * Takes no more messages, and forgets what is waiting. A message that is being
	 * written is not called back.
	 */
	void discard() {
		this.lock.lock();
		try {
			this.closed = true;
			this.afterwards = null;
			this.waiting.clear();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean startWriting(@Nullable Unwritten unwritten, List<WireMessage> batch) {
		try {
			this.executor.execute(() -> writeAll(unwritten, batch));
			return true;
		}
		catch (RejectedExecutionException ex) {
			fail(ex);
			return false;
		}
	}

	private void fail(Exception failure) {
		discard();
		this.writer.failed(failure);
	}

	/**
	 * Writes, beginning with a batch that was begun.
	 */
	private void writeAll(@Nullable Unwritten begun, List<WireMessage> first) {
		try {
			Unwritten unwritten = begun;
			List<WireMessage> batch = first;
			// Whoever sends without a pause, and lacks only a processor, is let go first:
			// then there is more to be written together.
			Thread.yield();
			do {
				if (unwritten != null) {
					unwritten.await();
				}
				batch = next(batch);
				unwritten = batch.isEmpty() ? null : this.writer.write(batch);
			}
			while (!batch.isEmpty());
		}
		catch (Exception ex) {
			fail(ex);
		}
	}

	/**
	 * What to write next; nothing if the thread is to be given back.
	 */
	private List<WireMessage> next(List<WireMessage> written) {
		Runnable last;
		this.lock.lock();
		try {
			settle(written);
			if (!this.waiting.isEmpty()) {
				return take();
			}
			this.writing = false;
			last = this.afterwards;
			this.afterwards = null;
		}
		finally {
			this.lock.unlock();
		}
		if (last != null) {
			last.run();
		}
		return List.of();
	}

	private void settle(List<WireMessage> written) {
		this.messages -= written.size();
		for (WireMessage message : written) {
			this.bytes -= message.size();
		}
	}

	private List<WireMessage> take() {
		List<WireMessage> batch = new ArrayList<>(Math.min(this.waiting.size(), BATCH));
		for (WireMessage message = this.waiting.peek(); message != null
				&& batch.size() < BATCH; message = this.waiting.peek()) {
			batch.add(this.waiting.remove());
		}
		return batch;
	}

	/**
	 * Where the messages go. Never called twice at a time.
	 */
	interface Writer {

		/**
		 * Writes and flushes what the network takes at once, without blocking. Called by
		 * the thread that offers, or on the executor.
		 * @return what is left, waited for on the executor before the next call; null if
		 * nothing is
		 * @throws IOException if nothing more can be written
		 */
		@Nullable Unwritten write(List<WireMessage> messages) throws IOException;

		/**
		 * Nothing will be written any more, and what was waiting has been discarded.
		 * Called by the thread that offers or on the executor.
		 */
		void failed(Exception failure);

	}

}
