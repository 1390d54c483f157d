package io.phoenixchannels.starter;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM with the class path of this one, or some of it. Its output goes to a file.
 */
final class ForkedJvm implements AutoCloseable {

	private final Path output;

	private final Process process;

	private ForkedJvm(Path output, Process process) {
		this.output = output;
		this.process = process;
	}

	/**
	 * Starts one.
	 * @param classPath the entries that it has
	 */
	static ForkedJvm start(Path folder, List<String> options, Predicate<String> classPath, Class<?> main,
			List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.add("-cp");
		command.add(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter(classPath)
			.collect(Collectors.joining(File.pathSeparator)));
		command.add(main.getName());
		command.addAll(arguments);
		Path output = folder.resolve("output");
		return new ForkedJvm(output,
				new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start());
	}

	Process process() {
		return this.process;
	}

	String output() throws IOException {
		return Files.readString(this.output, StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
