package io.phoenixchannels.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.phoenixchannels.benchmarks.server.LoadServer;

/**
 * The server, in a process of its own.
 */
final class LoadServerProcess implements AutoCloseable {

	private final Process process;

	private final String url;

	LoadServerProcess(Pinning pinning) throws IOException {
		List<String> command = Child.java(List.of("-Xmx512m", "-XX:MaxDirectMemorySize=512m", "-XX:+UseSerialGC"),
				System.getProperty("java.class.path"), LoadServer.class, List.of());
		this.process = new ProcessBuilder(pinning.on(1, command)).redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8);
		String line = reader.readLine();
		if (line == null || !line.startsWith("port ")) {
			throw new IOException("The load server does not start: " + line);
		}
		this.url = "ws://127.0.0.1:" + line.substring("port ".length()) + "/socket";
	}

	String url() {
		return this.url;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
