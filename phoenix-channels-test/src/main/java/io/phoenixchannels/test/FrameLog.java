package io.phoenixchannels.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Every frame of every connection, in both directions, in the order the server saw and
 * sent them. Bounded: beyond its capacity, or 64 MiB, the oldest frames are dropped.
 * Waiting looks at what the log holds first, so that a frame that came early is not
 * missed; use {@link #clear()} to look at new frames only.
 */
public final class FrameLog {

	private static final int SHOWN_ON_FAILURE = 20;

	private static final long MAX_BYTES = 64 * 1024 * 1024;

	/** Guarded by this: a ring, its oldest frame at start % length. */
	private @Nullable LoggedFrame[] ring;

	/** Guarded by this: the number of the oldest frame held. */
	private long start;

	/** Guarded by this: the number the next frame gets. */
	private long end;

	/** Guarded by this: what the frames held weigh. */
	private long bytes;

	private final int capacity;

	FrameLog(int capacity) {
		this.capacity = capacity;
		this.ring = emptyRing();
	}

	private @Nullable LoggedFrame[] emptyRing() {
		return new LoggedFrame[Math.min(this.capacity, 64)];
	}

	synchronized void add(LoggedFrame frame) {
		if (this.capacity == 0) {
			return;
		}
		if (this.end - this.start == this.ring.length) {
			if (this.ring.length < this.capacity) {
				grow();
			}
			else {
				dropOldest();
			}
		}
		this.ring[(int) (this.end++ % this.ring.length)] = frame;
		this.bytes += frame.size();
		while (this.bytes > MAX_BYTES && this.end - this.start > 1) {
			dropOldest();
		}
		notifyAll();
	}

	private void dropOldest() {
		int oldest = (int) (this.start++ % this.ring.length);
		LoggedFrame dropped = this.ring[oldest];
		this.ring[oldest] = null;
		this.bytes -= (dropped != null) ? dropped.size() : 0;
	}

	private void grow() {
		@Nullable LoggedFrame[] larger = new LoggedFrame[Math.min(this.capacity, this.ring.length * 2)];
		for (long i = this.start; i < this.end; i++) {
			larger[(int) (i % larger.length)] = this.ring[(int) (i % this.ring.length)];
		}
		this.ring = larger;
	}

	/**
	 * All frames held, oldest first.
	 */
	public List<LoggedFrame> all() {
		return from(0).frames();
	}

	public Stream<LoggedFrame> stream() {
		return all().stream();
	}

	/**
	 * What clients sent, oldest first.
	 */
	public List<LoggedFrame> fromClient() {
		return stream().filter(LoggedFrame::isFromClient).toList();
	}

	/**
	 * What the server sent, oldest first.
	 */
	public List<LoggedFrame> toClient() {
		return stream().filter(LoggedFrame::isToClient).toList();
	}

	/**
	 * How many frames have passed since the server was built, dropped and cleared ones
	 * included.
	 */
	public synchronized long count() {
		return this.end;
	}

	/**
	 * Forgets all frames held.
	 */
	public synchronized void clear() {
		this.ring = emptyRing();
		this.start = this.end;
		this.bytes = 0;
	}

	/**
	 * Waits for a frame, of the past or the future.
	 * @param wanted runs on the calling thread, at most once a frame
	 * @return the first such frame
	 * @throws AssertionError if there is none within the time; it names the heads of the
	 * last frames
	 */
	public LoggedFrame await(Predicate<LoggedFrame> wanted, Duration timeout) {
		return await(1, wanted, timeout).get(0);
	}

	/**
	 * Waits for several frames, of the past or the future.
	 * @return the first {@code count} of them
	 * @throws AssertionError if there are fewer within the time
	 */
	public List<LoggedFrame> await(int count, Predicate<LoggedFrame> wanted, Duration timeout) {
		return await("such frame(s)", count, wanted, timeout);
	}

	List<LoggedFrame> await(String what, int count, Predicate<LoggedFrame> wanted, Duration timeout) {
		List<LoggedFrame> found = find(count, wanted, timeout);
		if (found.size() < count) {
			throw failure("Expected " + count + " " + what + " within " + timeout + " but got " + found.size());
		}
		return found;
	}

	/**
	 * Makes sure that there is no such frame, in the past or for some time to come. Takes
	 * all that time, unless it fails.
	 * @param unwanted runs on the calling thread, at most once a frame
	 * @throws AssertionError as soon as there is one; it names the heads of the last
	 * frames
	 */
	public void expectNone(Predicate<LoggedFrame> unwanted, Duration duration) {
		expectNone("such frame", unwanted, duration);
	}

	void expectNone(String what, Predicate<LoggedFrame> unwanted, Duration duration) {
		List<LoggedFrame> found = find(1, unwanted, duration);
		if (!found.isEmpty()) {
			throw failure("Expected no " + what + " but got " + found.get(0));
		}
	}

	private List<LoggedFrame> find(int count, Predicate<LoggedFrame> wanted, Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		List<LoggedFrame> found = new ArrayList<>();
		long next = 0;
		do {
			Batch fresh = from(next);
			for (LoggedFrame frame : fresh.frames()) {
				if (found.size() < count && wanted.test(frame)) {
					found.add(frame);
				}
			}
			next = fresh.next();
		}
		while (found.size() < count && waitBeyond(next, deadline));
		return found;
	}

	private synchronized Batch from(long number) {
		List<LoggedFrame> frames = new ArrayList<>();
		for (long i = Math.max(number, this.start); i < this.end; i++) {
			LoggedFrame frame = this.ring[(int) (i % this.ring.length)];
			if (frame != null) {
				frames.add(frame);
			}
		}
		return new Batch(frames, this.end);
	}

	private synchronized boolean waitBeyond(long number, long deadline) {
		try {
			while (this.end <= number) {
				long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
				if (left <= 0) {
					return false;
				}
				wait(left);
			}
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	AssertionError failure(String what) {
		List<LoggedFrame> frames = all();
		StringBuilder text = new StringBuilder(what).append("; the log holds ")
			.append(frames.size())
			.append(" frame(s)");
		frames.stream()
			.skip(Math.max(0, frames.size() - SHOWN_ON_FAILURE))
			.forEach((frame) -> text.append(System.lineSeparator()).append("  ").append(frame));
		return new AssertionError(text.toString());
	}

	private record Batch(List<LoggedFrame> frames, long next) {
	}

}
