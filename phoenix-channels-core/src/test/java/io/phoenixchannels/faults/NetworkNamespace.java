package io.phoenixchannels.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A network of its own for a server, as Linux makes them: a namespace, and a cable to it.
 * Filters and faults are set within it, and nothing outside of it is touched but the near
 * end of the cable.
 */
final class NetworkNamespace {

	private static final String PREFIX = "phoenix-faults-";

	private static final String NEAR_END = "phx";

	private static final String FAR_END = "eth0";

	private static final int NETWORKS = 1 << 13;

	private final String name;

	private final String nearEnd;

	/** What all addresses begin with: those of a network of eight. */
	private final String network;

	private final int first;

	private final Path hosts;

	private NetworkNamespace(long pid, Path directory) throws IOException {
		this.name = PREFIX + pid;
		this.nearEnd = NEAR_END + pid;
		// Of the range for tests of networks (RFC 2544).
		int number = (int) (pid % NETWORKS);
		this.network = "198.18." + (number >> 5) + ".";
		this.first = (number & 31) * 8;
		// The embedded server listens on localhost only.
		this.hosts = Files.writeString(directory.resolve("hosts"), serverAddress() + " localhost\n");
	}

	/**
	 * Creates the one of this process.
	 * @param directory for a file that lives as long
	 */
	static NetworkNamespace create(Path directory) throws IOException, InterruptedException {
		NetworkNamespace namespace = new NetworkNamespace(ProcessHandle.current().pid(), directory);
		try {
			run("ip", "netns", "add", namespace.name);
			run("ip", "link", "add", namespace.nearEnd, "type", "veth", "peer", "name", FAR_END, "netns",
					namespace.name);
			namespace.addNearAddress(namespace.clientAddress());
			run("ip", "link", "set", namespace.nearEnd, "up");
			namespace.inside("ip", "addr", "add", namespace.serverAddress() + "/29", "dev", FAR_END);
			namespace.inside("ip", "link", "set", "lo", "up");
			namespace.linkUp();
			return namespace;
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			namespace.remove();
			throw ex;
		}
	}

	/**
	 * Why there can be none here; null if there can.
	 */
	static @Nullable String obstacle() throws InterruptedException {
		String name = PREFIX + ProcessHandle.current().pid();
		try {
			removeLeftovers();
			run("ip", "netns", "add", name);
			try {
				run("ip", "netns", "exec", name, "nft", "list", "ruleset");
				return null;
			}
			finally {
				run("ip", "netns", "delete", name);
			}
		}
		catch (IOException | IllegalStateException ex) {
			return "network namespaces need Linux, root, and the tools ip and nft: " + ex.getMessage();
		}
	}

	/**
	 * Of processes that were killed before they could remove their own.
	 */
	private static void removeLeftovers() throws IOException, InterruptedException {
		for (String line : run("ip", "netns", "list").lines().toList()) {
			String name = line.split(" ")[0];
			if (isLeftover(name, PREFIX)) {
				remove(name);
			}
		}
		for (String line : run("ip", "-brief", "link", "show", "type", "veth").lines().toList()) {
			String name = line.split("@")[0];
			if (isLeftover(name, NEAR_END)) {
				removeCable(name);
			}
		}
	}

	private static void removeCable(String name) throws IOException, InterruptedException {
		try {
			run("ip", "link", "delete", name);
		}
		catch (IllegalStateException ex) {
			// It goes with its namespace, sooner or later.
			if (!String.valueOf(ex.getMessage()).contains("Cannot find device")) {
				throw ex;
			}
		}
	}

	private static boolean isLeftover(String name, String prefix) {
		if (!name.matches(prefix + "\\d+")) {
			return false;
		}
		long pid = Long.parseLong(name.substring(prefix.length()));
		return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
	}

	private static void remove(String name) throws IOException, InterruptedException {
		for (String pid : run("ip", "netns", "pids", name).lines().toList()) {
			ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
		}
		run("ip", "netns", "delete", name);
	}

	ServerProcess startServer() throws Exception {
		return ServerProcess.start(List.of("ip", "netns", "exec", this.name),
				List.of("-Djdk.net.hosts.file=" + this.hosts), 4000);
	}

	String url() {
		return "ws://" + serverAddress() + ":4000/socket";
	}

	/**
	 * Its addresses as a page may name them.
	 */
	String withoutAddresses(String text) {
		return text.replace(serverAddress(), "192.0.2.1");
	}

	private String serverAddress() {
		return this.network + (this.first + 1);
	}

	private String clientAddress() {
		return this.network + (this.first + 2);
	}

	/**
	 * The client's end of the cable gets another address, and loses the one it had.
	 */
	void changeClientAddress() throws IOException, InterruptedException {
		run("ip", "addr", "flush", "dev", this.nearEnd);
		addNearAddress(this.network + (this.first + 3));
	}

	private void addNearAddress(String address) throws IOException, InterruptedException {
		run("ip", "addr", "add", address + "/29", "dev", this.nearEnd);
	}

	void linkDown() throws IOException, InterruptedException {
		inside("ip", "link", "set", FAR_END, "down");
	}

	void linkUp() throws IOException, InterruptedException {
		inside("ip", "link", "set", FAR_END, "up");
	}

	/**
	 * From now on, what comes to the server is filtered so.
	 * @param rule as nft writes it
	 */
	void filterToServer(String rule) throws IOException, InterruptedException {
		filter("input", rule);
	}

	/**
	 * From now on, what the server sends is filtered so.
	 */
	void filterToClient(String rule) throws IOException, InterruptedException {
		filter("output", rule);
	}

	/**
	 * From now on, nothing of the connections that are open passes, as when a router has
	 * forgotten them; others do.
	 */
	void forgetOpenConnections() throws IOException, InterruptedException {
		for (String connection : inside("ss", "-Htn", "state", "established").lines().toList()) {
			String port = connection.substring(connection.lastIndexOf(':') + 1).strip();
			filterToServer("tcp sport " + port + " drop");
			filterToClient("tcp dport " + port + " drop");
		}
	}

	private void filter(String hook, String rule) throws IOException, InterruptedException {
		inside("nft", "add", "table", "inet", hook);
		inside("nft", "add", "chain", "inet", hook, "faults",
				"{ type filter hook " + hook + " priority 0; policy accept; }");
		List<String> command = new ArrayList<>(List.of("nft", "add", "rule", "inet", hook, "faults"));
		command.addAll(Arrays.asList(rule.split(" ")));
		inside(command.toArray(String[]::new));
	}

	/**
	 * Everything passes again.
	 */
	void heal() throws IOException, InterruptedException {
		inside("nft", "flush", "ruleset");
		linkUp();
	}

	/**
	 * Removes it, with all processes in it.
	 */
	void remove() throws IOException, InterruptedException {
		remove(this.name);
		// Connections that wait for their last packets would keep it for minutes.
		removeLeftovers();
	}

	private String inside(String... command) throws IOException, InterruptedException {
		List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", this.name));
		all.addAll(Arrays.asList(command));
		return run(all.toArray(String[]::new));
	}

	private static String run(String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String output;
		try (InputStream stream = process.getInputStream()) {
			output = new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
		}
		if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
			throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
		}
		return output;
	}

}
