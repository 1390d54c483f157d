package io.phoenixchannels.client;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.phoenixchannels.session.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an operation. Whoever runs it first, once the outcome is known, hands
 * it over; all others do nothing.
 */
final class Resolution implements Runnable {

	private final Consumer<Outcome> whenResolved;

	private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

	Resolution(Consumer<Outcome> whenResolved) {
		this.whenResolved = whenResolved;
	}

	/**
	 * Tells the outcome, without handing it over. To be called once.
	 */
	void known(Outcome outcome) {
		this.outcome.set(outcome);
	}

	/**
	 * Whether the outcome is known and nobody has begun to hand it over.
	 */
	boolean isWaiting() {
		return this.outcome.get() != null;
	}

	@Override
	public void run() {
		Outcome outcome = this.outcome.getAndSet(null);
		if (outcome != null) {
			this.whenResolved.accept(outcome);
		}
	}

}
