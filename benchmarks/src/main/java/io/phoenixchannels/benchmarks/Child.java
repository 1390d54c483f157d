package io.phoenixchannels.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Processes that are started for a measurement.
 */
final class Child {

	private Child() {
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
	 * Runs a command to its end.
	 * @return the lines it printed
	 * @throws IOException if it fails, or takes longer than it may
	 */
	static List<String> run(List<String> command, @Nullable File folder, Duration patience)
			throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).directory(folder).redirectErrorStream(true).start();
		try {
			CompletableFuture<List<String>> output = CompletableFuture.supplyAsync(() -> lines(process));
			if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new IOException("took longer than " + patience.toSeconds() + " s");
			}
			List<String> lines = output.join();
			if (process.exitValue() != 0) {
				throw new IOException("ended with " + process.exitValue() + ": " + tail(lines));
			}
			return lines;
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static List<String> lines(Process process) {
		List<String> lines = new ArrayList<>();
		try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				lines.add(line);
			}
		}
		catch (IOException ex) {
			// Killed: what it said is all there is.
		}
		return lines;
	}

	static String tail(List<String> lines) {
		return String.join(" | ", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
	}

}
