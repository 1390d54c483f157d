package io.phoenixchannels.client;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.phoenixchannels.session.OperationId;
import io.phoenixchannels.session.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for which operation of the session.
 */
final class PendingOperations {

	private static final Consumer<Outcome> NOBODY = (outcome) -> {
	};

	private final AtomicLong lastId = new AtomicLong();

	private final ConcurrentMap<OperationId, Resolution> waiting = new ConcurrentHashMap<>();

	OperationId add(Resolution resolution) {
		OperationId id = new OperationId(this.lastId.incrementAndGet());
		this.waiting.put(id, resolution);
		return id;
	}

	/**
	 * Adds an operation whose outcome nobody waits for.
	 */
	OperationId addUnheard() {
		return add(new Resolution(NOBODY));
	}

	/**
	 * Takes an operation out, and tells its outcome to what is to run with it.
	 * @return null if there is no such operation
	 */
	@Nullable Resolution resolve(OperationId id, Outcome outcome) {
		Resolution resolution = this.waiting.remove(id);
		if (resolution != null) {
			resolution.known(outcome);
		}
		return resolution;
	}

	int size() {
		return this.waiting.size();
	}

}
