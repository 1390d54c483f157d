package io.phoenixchannels.client;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.phoenixchannels.client.Handlers.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Where the handling of a message stands while it waits for a stage. The stage may
 * complete at any moment, also while the waiting begins: whoever comes second goes on.
 */
final class Suspension {

	private final PhoenixMessage message;

	private final List<Entry> entries;

	private final int index;

	/**
	 * Whether the entry's handler was called already.
	 */
	private final boolean called;

	private final AtomicReference<State> state = new AtomicReference<>(State.BEGINNING);

	private volatile @Nullable Throwable failure;

	/**
	 * Prepares to wait.
	 * @param index of the entry that waits
	 * @param called whether it waits for the end of its handler, or before it is called
	 */
	Suspension(PhoenixMessage message, List<Entry> entries, int index, boolean called) {
		this.message = message;
		this.entries = entries;
		this.index = index;
		this.called = called;
	}

	/**
	 * Waits for a stage.
	 * @param resume gets this as soon as the stage completes, on its thread
	 * @return false if it is complete already: nothing is resumed then. If true, all may
	 * go on elsewhere already
	 */
	boolean await(CompletionStage<?> stage, Consumer<Suspension> resume) {
		try {
			stage.whenComplete((value, failure) -> completed(failure, resume));
		}
		catch (Throwable ex) {
			completed(ex, resume);
		}
		return this.state.compareAndSet(State.BEGINNING, State.WAITING);
	}

	/**
	 * A stage of an unusual kind may complete twice.
	 */
	private void completed(@Nullable Throwable failure, Consumer<Suspension> resume) {
		if (this.state.get() != State.COMPLETE) {
			this.failure = failure;
			if (this.state.getAndSet(State.COMPLETE) == State.WAITING) {
				resume.accept(this);
			}
		}
	}

	PhoenixMessage message() {
		return this.message;
	}

	List<Entry> entries() {
		return this.entries;
	}

	/**
	 * Where to go on: an entry that was not called is asked again.
	 */
	int next() {
		return this.called ? this.index + 1 : this.index;
	}

	/**
	 * What the handler failed with, if it was called and did.
	 */
	@Nullable Throwable failure() {
		Throwable failure = this.called ? this.failure : null;
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

	Entry entry() {
		return this.entries.get(this.index);
	}

	private enum State {

		BEGINNING, WAITING, COMPLETE

	}

}
