package io.phoenixchannels.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps server and client on a core each, where the system can.
 *
 * @param possible whether it can
 */
record Pinning(boolean possible) {

	static Pinning ofThisMachine() {
		try {
			boolean there = Runtime.getRuntime().availableProcessors() >= 2
					&& new ProcessBuilder("taskset", "-c", "1", "true").start().waitFor() == 0;
			return new Pinning(there);
		}
		catch (IOException ex) {
			return new Pinning(false);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new Pinning(false);
		}
	}

	List<String> on(int core, List<String> command) {
		if (!this.possible) {
			return command;
		}
		List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
		pinned.addAll(command);
		return pinned;
	}

	@Override
	public String toString() {
		return this.possible ? "client on core 0, server on core 1"
				: "NOT pinned: that needs taskset and two cores. Client and server may disturb each other";
	}

}
