package io.phoenixchannels.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and its server, and does to their bytes what networks and sick
 * servers do.
 */
final class FaultyProxy implements Closeable {

	private final int port;

	private final int serverPort;

	private final @Nullable SSLContext ssl;

	private final Direction toServer = new Direction();

	private final Direction toClient = new Direction();

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final List<Socket> clients = new CopyOnWriteArrayList<>();

	/** What is done with a new connection; null for what a proxy does. */
	private volatile @Nullable Reception reception;

	private volatile ServerSocket listening;

	/**
	 * Starts to listen.
	 * @param ssl with which the clients are served; null for none. The server never is
	 */
	FaultyProxy(int serverPort, @Nullable SSLContext ssl) throws IOException {
		this.serverPort = serverPort;
		this.ssl = ssl;
		this.listening = listenSomewhere();
		this.port = this.listening.getLocalPort();
		acceptAll(this.listening);
	}

	// Below the ports that systems give to outgoing connections, so that it can be had
	// again.
	private static ServerSocket listenSomewhere() throws IOException {
		for (int attempt = 1;; attempt++) {
			try {
				return listen(ThreadLocalRandom.current().nextInt(10_000, 30_000));
			}
			catch (IOException ex) {
				if (attempt == 20) {
					throw ex;
				}
			}
		}
	}

	private static ServerSocket listen(int port) throws IOException {
		ServerSocket socket = new ServerSocket();
		socket.setReuseAddress(true);
		socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		return socket;
	}

	int port() {
		return this.port;
	}

	String url() {
		return ((this.ssl != null) ? "wss" : "ws") + "://localhost:" + this.port + "/socket";
	}

	Direction toServer() {
		return this.toServer;
	}

	Direction toClient() {
		return this.toClient;
	}

	/**
	 * From now on the port is closed.
	 */
	void refuse() throws IOException {
		this.listening.close();
	}

	/**
	 * From now on connections are accepted, and that is all.
	 */
	void acceptOnly() {
		this.reception = (socket) -> {
		};
	}

	/**
	 * From now on handshakes are answered so.
	 * @param answer by the lines of the request
	 */
	void answer(Function<List<String>, String> answer) {
		this.reception = (socket) -> {
			List<String> request = readRequest(socket.getInputStream());
			socket.getOutputStream().write(answer.apply(request).getBytes(StandardCharsets.ISO_8859_1));
		};
	}

	void answer(String answer) {
		answer((request) -> answer);
	}

	/**
	 * From now on connections are closed in the middle of an answer.
	 */
	void answerAndHangUp(String answer) {
		this.reception = (socket) -> {
			readRequest(socket.getInputStream());
			socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
			socket.close();
		};
	}

	/**
	 * Everything is well again.
	 */
	void heal() throws IOException {
		this.reception = null;
		this.toServer.heal();
		this.toClient.heal();
		if (this.listening.isClosed()) {
			this.listening = listen(this.port);
			acceptAll(this.listening);
		}
	}

	/**
	 * Resets the open connections.
	 */
	void reset() throws IOException {
		for (Socket client : this.clients) {
			client.setSoLinger(true, 0);
			client.close();
			this.clients.remove(client);
		}
	}

	/**
	 * Sends bytes to the clients that the server did not send; between its frames, if it
	 * is silent.
	 */
	void inject(int... bytes) throws IOException {
		byte[] frame = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			frame[i] = (byte) bytes[i];
		}
		for (Socket client : this.clients) {
			synchronized (client.getOutputStream()) {
				client.getOutputStream().write(frame);
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.listening.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.threads.forEach(Thread::interrupt);
	}

	private void acceptAll(ServerSocket listening) {
		start(() -> {
			while (true) {
				Socket socket = listening.accept();
				this.sockets.add(socket);
				start(() -> receive(socket));
			}
		});
	}

	private void receive(Socket accepted) throws IOException {
		accepted.setTcpNoDelay(true);
		Reception reception = this.reception;
		if (reception != null) {
			reception.receive(accepted);
			return;
		}
		Socket client = secured(accepted);
		Socket server = new Socket(InetAddress.getLoopbackAddress(), this.serverPort);
		server.setTcpNoDelay(true);
		this.sockets.add(server);
		this.clients.add(client);
		this.toServer.carry(client.getInputStream(),
				Direction.Sink.of(server.getOutputStream(), server::shutdownOutput), this::start);
		this.toClient.carry(server.getInputStream(), Direction.Sink.of(client.getOutputStream(), () -> {
			this.clients.remove(client);
			client.shutdownOutput();
		}), this::start);
	}

	private Socket secured(Socket accepted) throws IOException {
		if (this.ssl == null) {
			return accepted;
		}
		SSLSocket secured = (SSLSocket) this.ssl.getSocketFactory()
			.createSocket(accepted, "localhost", accepted.getPort(), true);
		secured.setUseClientMode(false);
		secured.startHandshake();
		return secured;
	}

	private static List<String> readRequest(InputStream in) throws IOException {
		StringBuilder request = new StringBuilder();
		while (request.indexOf("\r\n\r\n") < 0) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("the client hung up");
			}
			request.append((char) next);
		}
		return request.toString().lines().toList();
	}

	private void start(Direction.Blocking task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException | InterruptedException ex) {
				// One side is gone, and the other one's thread says so.
			}
			finally {
				this.threads.remove(Thread.currentThread());
			}
		}, "faulty-proxy");
		thread.setDaemon(true);
		this.threads.add(thread);
		thread.start();
	}

	private interface Reception {

		void receive(Socket socket) throws IOException;

	}

}
