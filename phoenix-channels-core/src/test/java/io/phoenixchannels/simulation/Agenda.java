package io.phoenixchannels.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

import io.phoenixchannels.client.ClientClock;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time, and what is to happen in it: at one moment, in the order in which it was
 * planned.
 */
final class Agenda {

	static final long MILLI = 1_000_000;

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final PriorityQueue<Entry> entries = new PriorityQueue<>();

	private long sequence;

	private long nanos;

	private Runnable settle = () -> {
	};

	/**
	 * Sets what lets others end what they are at, before anything is planned or done.
	 */
	void beforeAll(Runnable settle) {
		this.settle = settle;
	}

	/**
	 * Nanoseconds since the beginning.
	 */
	long nanos() {
		return this.nanos;
	}

	Instant now() {
		return START.plusNanos(this.nanos);
	}

	static long nanosOf(Instant instant) {
		return Duration.between(START, instant).toNanos();
	}

	Entry after(long millis, Runnable action) {
		return at(this.nanos + millis * MILLI, action);
	}

	Entry at(long nanos, Runnable action) {
		this.settle.run();
		Entry entry = new Entry(Math.max(nanos, this.nanos), this.sequence++, action);
		this.entries.add(entry);
		return entry;
	}

	/**
	 * Does the next thing that is planned up to a moment, at its time.
	 * @return false if there is none; then it is that moment
	 */
	boolean runNext(long until) {
		this.settle.run();
		for (Entry next = this.entries.peek(); next != null && next.nanos <= until; next = this.entries.peek()) {
			this.entries.poll();
			if (!next.cancelled) {
				this.nanos = next.nanos;
				next.action.run();
				return true;
			}
		}
		this.nanos = Math.max(this.nanos, until);
		return false;
	}

	/**
	 * A clock of this time.
	 * @param oversleep nanoseconds by which the next alarm is late
	 */
	Clock newClock(LongSupplier oversleep) {
		return new Clock(oversleep);
	}

	static final class Entry implements Comparable<Entry> {

		private final long nanos;

		private final long sequence;

		private final Runnable action;

		private boolean cancelled;

		private Entry(long nanos, long sequence, Runnable action) {
			this.nanos = nanos;
			this.sequence = sequence;
			this.action = action;
		}

		void cancel() {
			this.cancelled = true;
		}

		@Override
		public int compareTo(Entry other) {
			int order = Long.compare(this.nanos, other.nanos);
			return (order != 0) ? order : Long.compare(this.sequence, other.sequence);
		}

	}

	final class Clock implements ClientClock {

		private final LongSupplier oversleep;

		private @Nullable Entry alarm;

		private boolean closed;

		private Clock(LongSupplier oversleep) {
			this.oversleep = oversleep;
		}

		@Override
		public Instant now() {
			return Agenda.this.now();
		}

		@Override
		public void wakeAt(Instant at, Runnable action) {
			cancel();
			if (!this.closed) {
				this.alarm = at(nanosOf(at) + this.oversleep.getAsLong(), () -> {
					this.alarm = null;
					action.run();
				});
			}
		}

		boolean hasAlarm() {
			return this.alarm != null;
		}

		private void cancel() {
			if (this.alarm != null) {
				this.alarm.cancel();
				this.alarm = null;
			}
		}

		@Override
		public void close() {
			this.closed = true;
			cancel();
		}

	}

}
