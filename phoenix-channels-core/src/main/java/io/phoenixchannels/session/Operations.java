package io.phoenixchannels.session;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Operations that wait for the same thing. Empty for most channels most of the time, and
 * then next to nothing in memory.
 */
final class Operations {

	private final Turn turn;

	private @Nullable List<OperationId> waiting;

	Operations(Turn turn) {
		this.turn = turn;
	}

	void add(OperationId operation) {
		if (this.waiting == null) {
			this.waiting = new ArrayList<>(1);
		}
		this.waiting.add(operation);
	}

	void resolve(Outcome outcome) {
		List<OperationId> resolved = this.waiting;
		if (resolved != null) {
			this.waiting = null;
			resolved.forEach((operation) -> this.turn.resolve(operation, outcome));
		}
	}

}
