package io.phoenixchannels.client;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.phoenixchannels.session.OperationId;
import io.phoenixchannels.session.Outcome;

/**
 * Who waits for which operation of the session.
 */
final class PendingOperations {

	private final AtomicLong lastId = new AtomicLong();

	private final ConcurrentMap<OperationId, Consumer<Outcome>> waiting = new ConcurrentHashMap<>();

	OperationId add(Consumer<Outcome> whenResolved) {
		OperationId id = new OperationId(this.lastId.incrementAndGet());
		this.waiting.put(id, whenResolved);
		return id;
	}

	/**
	 * Takes an operation out and gives what is to run with its outcome.
	 */
	Runnable resolve(OperationId id, Outcome outcome) {
		Consumer<Outcome> whenResolved = this.waiting.remove(id);
		return (whenResolved != null) ? () -> whenResolved.accept(outcome) : () -> {
		};
	}

	int size() {
		return this.waiting.size();
	}

}
