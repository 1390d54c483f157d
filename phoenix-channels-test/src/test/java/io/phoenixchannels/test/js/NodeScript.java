package io.phoenixchannels.test.js;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The scripts of {@code src/test/js}, with the packages of their lock file, in a folder
 * of the build. Where there is no Node, or the packages cannot be had, the tests are
 * skipped, except where the environment says {@code CI=true}.
 */
final class NodeScript {

	private static final Path SOURCE = Path.of("src", "test", "js");

	private static final Path FOLDER = Path.of("target", "phoenix-js");

	private static final List<String> FILES = List.of("package.json", "package-lock.json", "judge.mjs");

	private NodeScript() {
	}

	static NodeScript install() throws Exception {
		require(succeeds("node", "--version"), "Node is not installed");
		Path installed = FOLDER.resolve("node_modules").resolve(".package-lock.json");
		boolean current = Files.exists(installed) && isSame("package-lock.json");
		Files.createDirectories(FOLDER);
		for (String file : FILES) {
			Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
		}
		require(current || succeeds("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
				"'npm ci' fails, so phoenix.js cannot be had");
		return new NodeScript();
	}

	private static boolean isSame(String file) throws IOException {
		Path copy = FOLDER.resolve(file);
		return Files.exists(copy) && Files.mismatch(SOURCE.resolve(file), copy) == -1;
	}

	private static void require(boolean condition, String problem) {
		if ("true".equals(System.getenv("CI"))) {
			assertThat(condition).as(problem).isTrue();
		}
		Assumptions.assumeTrue(condition, problem);
	}

	private static boolean succeeds(String... command) throws InterruptedException {
		try {
			Process process = new ProcessBuilder(command)
				.directory(Files.isDirectory(FOLDER) ? FOLDER.toFile() : SOURCE.toFile())
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			boolean ended = process.waitFor(2, TimeUnit.MINUTES);
			process.destroyForcibly();
			return ended && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * The installed version of a package.
	 */
	String version(String name) {
		Path manifest = FOLDER.resolve("node_modules").resolve(name).resolve("package.json");
		return JsonMapper.builder().build().readTree(manifest.toFile()).get("version").asString();
	}

	/**
	 * Runs a script to its end.
	 * @param requests what to do when it prints such a line
	 * @return what it printed
	 */
	List<String> run(List<String> arguments, Map<String, Runnable> requests) throws IOException {
		List<String> command = new ArrayList<>(List.of("node"));
		command.addAll(arguments);
		Process process = new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true).start();
		List<String> lines = new ArrayList<>();
		try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				lines.add(line);
				Runnable request = requests.get(line);
				if (request != null) {
					request.run();
				}
			}
		}
		finally {
			process.destroyForcibly();
		}
		System.out.println(String.join(System.lineSeparator(), lines));
		return lines;
	}

}
