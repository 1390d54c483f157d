package io.phoenixchannels.benchmarks.workload;

import java.io.IOException;

/**
 * Before each round, a row waits until it is its turn: rows that are compared take turns,
 * so that a machine that gets slower does so for all of them.
 */
public final class Turns {

	/** What a process prints that waits for its turn, which a line of input gives it. */
	public static final String WAITING = "turn";

	private final boolean alone;

	Turns(Row.Arguments row) {
		this.alone = row.number("turns") == 0;
	}

	/**
	 * Waits.
	 * @return whether others had their turns meanwhile
	 * @throws IOException if nobody is there any more to give turns
	 */
	boolean await() throws IOException {
		if (this.alone) {
			return false;
		}
		System.out.println(WAITING);
		System.out.flush();
		for (int read = System.in.read(); read != '\n'; read = System.in.read()) {
			if (read < 0) {
				throw new IOException("Nobody gives turns any more");
			}
		}
		return true;
	}

}
