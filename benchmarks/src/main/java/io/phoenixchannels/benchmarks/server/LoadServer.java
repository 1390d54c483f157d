package io.phoenixchannels.benchmarks.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The server. One thread serves all connections. Beside WebSockets it answers plain HTTP:
 * <ul>
 * <li>{@code GET /cpu}: the CPU time of this process, in nanoseconds; a measurement
 * proves by it that the server was not the bottleneck</li>
 * <li>{@code GET /cut?down=<ms>}: cuts all WebSockets without a goodbye, and refuses new
 * connections for so long</li>
 * </ul>
 * It prints {@code port <n>} when it is ready, and ends when its standard input does, so
 * that it does not outlive who started it.
 */
public final class LoadServer {

	private final Selector selector;

	private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

	private final Floods floods = new Floods();

	private @Nullable ServerSocketChannel listening;

	private InetSocketAddress address;

	private long upAgainAt;

	private LoadServer() throws IOException {
		this.selector = Selector.open();
		this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		listen();
	}

	public static void main(String[] args) throws IOException {
		LoadServer server = new LoadServer();
		Thread watch = new Thread(LoadServer::endWithStandardInput, "parent");
		watch.setDaemon(true);
		watch.start();
		System.out.println("port " + server.address.getPort());
		server.serve();
	}

	private static void endWithStandardInput() {
		try {
			while (System.in.read() >= 0) {
				// Nothing is said on it.
			}
		}
		catch (IOException ex) {
			// As good as its end.
		}
		Runtime.getRuntime().halt(0);
	}

	private void listen() throws IOException {
		ServerSocketChannel channel = ServerSocketChannel.open();
		channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
		channel.bind(this.address, 1024);
		channel.configureBlocking(false);
		channel.register(this.selector, SelectionKey.OP_ACCEPT);
		this.address = (InetSocketAddress) channel.getLocalAddress();
		this.listening = channel;
	}

	private void serve() throws IOException {
		while (true) {
			long patience = workOffTimers();
			this.selector.select(patience);
			for (SelectionKey key : List.copyOf(this.selector.selectedKeys())) {
				serve(key);
			}
			this.selector.selectedKeys().clear();
		}
	}

	private void serve(SelectionKey key) throws IOException {
		if (!key.isValid()) {
			return;
		}
		if (key.isAcceptable()) {
			accept((ServerSocketChannel) key.channel());
			return;
		}
		LoadConnection connection = (LoadConnection) key.attachment();
		try {
			connection.ready();
		}
		catch (IOException ex) {
			// The client is gone, which is its right.
			connection.close();
		}
		catch (RuntimeException ex) {
			// What the client sent is none of what this server was made for.
			ex.printStackTrace();
			connection.close();
		}
	}

	private void accept(ServerSocketChannel listening) throws IOException {
		for (SocketChannel channel = listening.accept(); channel != null; channel = listening.accept()) {
			channel.configureBlocking(false);
			channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			SelectionKey key = channel.register(this.selector, SelectionKey.OP_READ);
			key.attach(new LoadConnection(channel, key, this.floods, this::answer));
		}
	}

	private String answer(String target) {
		if (target.equals("/cpu")) {
			return Long.toString(this.system.getProcessCpuTime());
		}
		if (target.startsWith("/cut?down=")) {
			try {
				cut(Long.parseLong(target.substring("/cut?down=".length())));
			}
			catch (IOException ex) {
				return "failed: " + ex.getMessage();
			}
			return "cut";
		}
		return "This is a server for measurements";
	}

	private void cut(long down) throws IOException {
		for (LoadConnection connection : connections()) {
			if (connection.isWebSocket()) {
				connection.cut();
			}
		}
		if (down > 0 && this.listening != null) {
			this.listening.close();
			this.listening = null;
			this.upAgainAt = System.nanoTime() + down * 1_000_000;
		}
	}

	private List<LoadConnection> connections() {
		List<LoadConnection> connections = new ArrayList<>();
		for (SelectionKey key : this.selector.keys()) {
			if (key.isValid() && key.attachment() instanceof LoadConnection connection) {
				connections.add(connection);
			}
		}
		return connections;
	}

	/**
	 * Does what is due.
	 * @return milliseconds until the next is; 0 if nothing is planned
	 */
	private long workOffTimers() throws IOException {
		long patience = 0;
		if (this.listening == null) {
			if (System.nanoTime() - this.upAgainAt >= 0) {
				listen();
			}
			else {
				patience = 1;
			}
		}
		if (this.floods.isDripping()) {
			for (LoadConnection connection : connections()) {
				try {
					connection.drip();
				}
				catch (IOException ex) {
					connection.close();
				}
			}
			patience = 1;
		}
		return patience;
	}

}
