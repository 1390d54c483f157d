package io.phoenixchannels.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Everything that is to happen at some time, the earliest first: a heap whose entries
 * know their place, so that one of a hundred thousand can be cancelled as cheaply as it
 * was set.
 */
final class Deadlines {

	private final List<Deadline> heap = new ArrayList<>();

	private long sequence;

	/**
	 * Sets a deadline.
	 * @param action runs when it is due and was not cancelled; it may set and cancel
	 * others
	 */
	Deadline set(Instant at, Runnable action) {
		Deadline deadline = new Deadline(at, this.sequence++, action);
		deadline.index = this.heap.size();
		this.heap.add(deadline);
		siftUp(deadline);
		return deadline;
	}

	/**
	 * Takes a deadline back. One that has passed, or was cancelled, is left alone.
	 */
	void cancel(@Nullable Deadline deadline) {
		if (deadline == null || deadline.index < 0) {
			return;
		}
		int index = deadline.index;
		deadline.index = -1;
		Deadline last = this.heap.remove(this.heap.size() - 1);
		if (last != deadline) {
			place(last, index);
			siftUp(last);
			siftDown(last);
		}
	}

	@Nullable Instant next() {
		return this.heap.isEmpty() ? null : this.heap.get(0).at;
	}

	/**
	 * Runs what is due, in order of time.
	 */
	void run(Instant now) {
		while (!this.heap.isEmpty() && !this.heap.get(0).at.isAfter(now)) {
			Deadline due = this.heap.get(0);
			cancel(due);
			due.action.run();
		}
	}

	int size() {
		return this.heap.size();
	}

	private void siftUp(Deadline deadline) {
		while (deadline.index > 0) {
			Deadline parent = this.heap.get((deadline.index - 1) / 2);
			if (!deadline.isBefore(parent)) {
				return;
			}
			swap(deadline, parent);
		}
	}

	private void siftDown(Deadline deadline) {
		while (true) {
			int child = 2 * deadline.index + 1;
			if (child >= this.heap.size()) {
				return;
			}
			Deadline earliest = this.heap.get(child);
			if (child + 1 < this.heap.size() && this.heap.get(child + 1).isBefore(earliest)) {
				earliest = this.heap.get(child + 1);
			}
			if (!earliest.isBefore(deadline)) {
				return;
			}
			swap(earliest, deadline);
		}
	}

	private void swap(Deadline lower, Deadline upper) {
		int index = lower.index;
		place(lower, upper.index);
		place(upper, index);
	}

	private void place(Deadline deadline, int index) {
		this.heap.set(index, deadline);
		deadline.index = index;
	}

	static final class Deadline {

		private final Instant at;

		private final long sequence;

		private final Runnable action;

		private int index;

		private Deadline(Instant at, long sequence, Runnable action) {
			this.at = at;
			this.sequence = sequence;
			this.action = action;
		}

		Instant at() {
			return this.at;
		}

		private boolean isBefore(Deadline other) {
			int order = this.at.compareTo(other.at);
			return (order != 0) ? order < 0 : this.sequence < other.sequence;
		}

	}

}
