package io.phoenixchannels.transport.spring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

import io.phoenixchannels.protocol.WireMessage;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written, in order and bounded. While there is anything, one task of
 * the executor writes it; while there is nothing, no thread is held.
 */
final class OutboundQueue {

	/** After so many messages a batch is flushed even if more are waiting. */
	private static final int BATCH = 64;

	/**
	 * How often the thread that has written everything lets others run before it is given
	 * back: to wake one costs more than to write a message.
	 */
	private static final int YIELDS = 10;

	private final int maxMessages;

	private final long maxBytes;

	private final Executor executor;

	private final Writer writer;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by lock. */
	private final Queue<WireMessage> waiting = new ArrayDeque<>();

	/** What is waiting or being written; guarded by lock. */
	private int messages;

	/** What is waiting or being written; guarded by lock. */
	private long bytes;

	/** Guarded by lock. */
	private boolean writing;

	/** Guarded by lock. */
	private boolean closed;

	/** To be run once all is written; guarded by lock. */
	private @Nullable Runnable afterwards;

	/**
	 * Creates an empty queue.
	 * @param maxMessages at most so many may wait
	 * @param maxBytes the sum of {@link WireMessage#size()} may be at most this
	 */
	OutboundQueue(int maxMessages, long maxBytes, Executor executor, Writer writer) {
		this.maxMessages = maxMessages;
		this.maxBytes = maxBytes;
		this.executor = executor;
		this.writer = writer;
	}

	/**
	 * Takes a message if there is room and the queue is not closed.
	 */
	boolean offer(WireMessage message) {
		this.lock.lock();
		try {
			if (this.closed || this.messages >= this.maxMessages || message.size() > this.maxBytes - this.bytes) {
				return false;
			}
			this.waiting.add(message);
			this.messages++;
			this.bytes += message.size();
			if (this.writing) {
				return true;
			}
			this.writing = true;
		}
		finally {
			this.lock.unlock();
		}
		return startWriting();
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
		startWriting();
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

	private boolean startWriting() {
		try {
			this.executor.execute(this::writeAll);
			return true;
		}
		catch (RejectedExecutionException ex) {
			discard();
			this.writer.failed(ex);
			return false;
		}
	}

	private void writeAll() {
		try {
			List<WireMessage> batch = next(List.of());
			while (!batch.isEmpty()) {
				this.writer.write(batch);
				batch = next(batch);
			}
		}
		catch (Exception ex) {
			discard();
			this.writer.failed(ex);
		}
	}

	/**
	 * What to write next; nothing if the thread is to be given back.
	 */
	private List<WireMessage> next(List<WireMessage> written) {
		settle(written);
		Runnable last;
		for (int yields = 0;; yields++) {
			this.lock.lock();
			try {
				if (!this.waiting.isEmpty()) {
					return take();
				}
				if (yields == YIELDS || this.closed) {
					this.writing = false;
					last = this.afterwards;
					this.afterwards = null;
					break;
				}
			}
			finally {
				this.lock.unlock();
			}
			Thread.yield();
		}
		if (last != null) {
			last.run();
		}
		return List.of();
	}

	private void settle(List<WireMessage> written) {
		this.lock.lock();
		try {
			this.messages -= written.size();
			for (WireMessage message : written) {
				this.bytes -= message.size();
			}
		}
		finally {
			this.lock.unlock();
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
	 * Where the messages go. Called on the executor, never twice at a time.
	 */
	interface Writer {

		/**
		 * Writes and flushes, and may block.
		 * @throws Exception if nothing more can be written
		 */
		void write(List<WireMessage> messages) throws Exception;

		/**
		 * Nothing will be written any more, and what was waiting has been discarded.
		 * Called by the thread that offers if the executor takes no task.
		 */
		void failed(Exception failure);

	}

}
