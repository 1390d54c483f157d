package io.phoenixchannels.listener;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Whether a listener is paused, and what its topics wait for while it is. What they wait
 * for completes on the calling thread: never call {@link #end()} or {@link #letGo()}
 * under a lock.
 */
final class Pause {

	private final AtomicReference<@Nullable CompletableFuture<@Nullable Void>> over = new AtomicReference<>();

	void begin() {
		this.over.compareAndSet(null, new CompletableFuture<>());
	}

	void end() {
		complete(this.over.getAndSet(null));
	}

	/**
	 * Lets go what waits now, without an end of the pause.
	 */
	void letGo() {
		CompletableFuture<@Nullable Void> waiting = this.over.get();
		if (waiting != null && this.over.compareAndSet(waiting, new CompletableFuture<>())) {
			complete(waiting);
		}
	}

	private static void complete(@Nullable CompletableFuture<@Nullable Void> waiting) {
		if (waiting != null) {
			waiting.complete(null);
		}
	}

	boolean isOn() {
		return this.over.get() != null;
	}

	/**
	 * Completes when this is to be asked again; null if the listener is not paused.
	 */
	@Nullable CompletionStage<?> whenOver() {
		return this.over.get();
	}

}
