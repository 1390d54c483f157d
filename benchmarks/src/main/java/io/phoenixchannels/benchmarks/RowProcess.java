package io.phoenixchannels.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.benchmarks.workload.Turns;
import org.jspecify.annotations.Nullable;

/**
 * The process of a row, which gets warm, and then waits for its turn before each round.
 */
final class RowProcess implements AutoCloseable {

	private static final String END = "";

	private final Process process;

	private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

	private final List<String> lines = new ArrayList<>();

	/** How long it had the core. */
	private long nanos;

	private boolean ended;

	RowProcess(List<String> command, @Nullable File folder) throws IOException {
		this.process = new ProcessBuilder(command).directory(folder).redirectErrorStream(true).start();
		Thread reader = new Thread(this::read, "output");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Lets it go on, until it waits for its next turn or ends.
	 * @return whether it has ended
	 * @throws IOException if it fails, or takes longer than it may
	 */
	boolean turn(Duration patience) throws IOException, InterruptedException {
		long start = System.nanoTime();
		if (this.nanos > 0) {
			this.process.getOutputStream().write('\n');
			this.process.getOutputStream().flush();
		}
		try {
			awaitTurn(start + patience.toNanos(), patience);
		}
		finally {
			this.nanos += Math.max(1, System.nanoTime() - start);
		}
		if (this.ended && this.process.waitFor() != 0) {
			throw new IOException("ended with " + this.process.exitValue() + ": " + Child.tail(this.lines));
		}
		return this.ended;
	}

	private void awaitTurn(long deadline, Duration patience) throws IOException, InterruptedException {
		while (true) {
			String line = this.output.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
			if (line == null) {
				throw new IOException("took longer than " + patience.toSeconds() + " s");
			}
			if (line.equals(Turns.WAITING)) {
				return;
			}
			if (line.equals(END)) {
				this.ended = true;
				return;
			}
			this.lines.add(line);
		}
	}

	List<String> lines() {
		return this.lines;
	}

	double seconds() {
		return this.nanos / 1e9;
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			reader.lines().filter((line) -> !line.equals(END)).forEach(this.output::add);
		}
		catch (IOException | java.io.UncheckedIOException ex) {
			// Killed: what it said is all there is.
		}
		this.output.add(END);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
