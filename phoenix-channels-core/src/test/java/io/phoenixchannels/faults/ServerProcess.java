package io.phoenixchannels.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.test.EmbeddedPhoenixServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server in a process of its own, that can be hurt from outside.
 */
final class ServerProcess implements AutoCloseable {

	private final int port;

	private final Process process;

	private ServerProcess(int port, Process process) {
		this.port = port;
		this.process = process;
	}

	/**
	 * The server itself; ends with the process that started it.
	 */
	public static void main(String[] args) throws IOException {
		EmbeddedPhoenixServer server = FaultSupport
			.server(EmbeddedPhoenixServer.builder().port(Integer.parseInt(args[0])))
			.start();
		System.out.println(server.port());
		while (System.in.read() >= 0) {
			continue;
		}
		System.exit(0);
	}

	static ServerProcess start() throws Exception {
		return start(ThreadLocalRandom.current().nextInt(10_000, 30_000));
	}

	static ServerProcess start(int port) throws Exception {
		return start(List.of(), List.of(), port);
	}

	/**
	 * Starts one elsewhere.
	 * @param within the command that runs another one there
	 */
	static ServerProcess start(List<String> within, List<String> options, int port) throws Exception {
		List<String> command = new ArrayList<>(within);
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
		command.addAll(options);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), ServerProcess.class.getName(),
				Integer.toString(port)));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		BufferedReader out = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		String line = CompletableFuture.supplyAsync(() -> {
			try {
				return Objects.requireNonNullElse(out.readLine(), "nothing");
			}
			catch (IOException ex) {
				return ex.toString();
			}
		}).get(30, TimeUnit.SECONDS);
		assertThat(line).isEqualTo(Integer.toString(port));
		return new ServerProcess(port, process);
	}

	int port() {
		return this.port;
	}

	/**
	 * Stops the process, which keeps its sockets.
	 */
	void stop() throws Exception {
		signal("STOP");
	}

	void resume() throws Exception {
		signal("CONT");
	}

	void kill() throws Exception {
		signal("KILL");
		assertThat(this.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
	}

	private void signal(String name) throws Exception {
		Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start();
		assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
		assertThat(kill.exitValue()).isZero();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
