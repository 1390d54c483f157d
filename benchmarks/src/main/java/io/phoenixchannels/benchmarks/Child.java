package io.phoenixchannels.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.benchmarks.workload.Turns;
import org.jspecify.annotations.Nullable;

/**
 * A process that is started for a measurement. It runs to its end, or waits for a turn
 * now and then.
 */
final class Child implements AutoCloseable {

	/** No line that is kept is empty. */
	private static final String END = "";

	private final Process process;

	private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

	private final List<String> lines = new ArrayList<>();

	private boolean waiting;

	/** How long it had its turns. */
	private long nanos;

	Child(List<String> command, @Nullable File folder) throws IOException {
		this.process = new ProcessBuilder(command).directory(folder).redirectErrorStream(true).start();
		Thread reader = new Thread(this::read, "output");
		reader.setDaemon(true);
		reader.start();
	}

	static List<String> java(List<String> jvmOptions, String classPath, Class<?> main, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(jvmOptions);
		command.add("-cp");
		command.add(classPath);
		command.add(main.getName());
		command.addAll(arguments);
		return command;
	}

	/**
	 * Runs a command that takes no turns to its end.
	 * @return the lines it printed
	 * @throws IOException if it fails, or takes longer than it may
	 */
	static List<String> run(List<String> command, @Nullable File folder, Duration patience)
			throws IOException, InterruptedException {
		try (Child child = new Child(command, folder)) {
			if (!child.turn(patience)) {
				throw new IOException("waits for a turn that nobody gives: " + child.tail());
			}
			return child.lines();
		}
	}

	/**
	 * Lets it go on, until it waits for its next turn or ends.
	 * @return whether it has ended
	 * @throws IOException if it fails, or takes longer than it may
	 */
	boolean turn(Duration patience) throws IOException, InterruptedException {
		long start = System.nanoTime();
		if (this.waiting) {
			this.process.getOutputStream().write('\n');
			this.process.getOutputStream().flush();
		}
		this.waiting = awaitTurn(start + patience.toNanos(), patience);
		this.nanos += System.nanoTime() - start;
		if (!this.waiting && this.process.waitFor() != 0) {
			throw new IOException("ended with " + this.process.exitValue() + ": " + tail());
		}
		return !this.waiting;
	}

	private boolean awaitTurn(long deadline, Duration patience) throws IOException, InterruptedException {
		while (true) {
			String line = this.output.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
			if (line == null) {
				throw new IOException("took longer than " + patience.toSeconds() + " s");
			}
			if (line.equals(Turns.WAITING) || line.equals(END)) {
				return !line.equals(END);
			}
			this.lines.add(line);
		}
	}

	/**
	 * What it has printed so far, but for empty lines.
	 */
	List<String> lines() {
		return this.lines;
	}

	double seconds() {
		return this.nanos / 1e9;
	}

	private String tail() {
		return String.join(" | ", this.lines.subList(Math.max(0, this.lines.size() - 12), this.lines.size()));
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			reader.lines().filter((line) -> !line.equals(END)).forEach(this.output::add);
		}
		catch (IOException | UncheckedIOException ex) {
			// Killed: what it said is all there is.
		}
		this.output.add(END);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
