package io.phoenixchannels.session;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Operations that wait for the same thing. Empty for most channels most of the time, and
 * then next to nothing in memory.
 */
final class Operations {

	private @Nullable List<OperationId> waiting;

	void add(OperationId operation) {
		if (this.waiting == null) {
			this.waiting = new ArrayList<>(1);
		}
		this.waiting.add(operation);
	}

	void resolve(Turn turn, Outcome outcome) {
		List<OperationId> resolved = this.waiting;
		if (resolved != null) {
			this.waiting = null;
			resolved.forEach((operation) -> turn.resolve(operation, outcome));
		}
	}

}
