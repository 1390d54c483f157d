package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * A proxy that tunnels, and may ask who connects.
 */
final class ConnectProxy implements AutoCloseable {

	private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final @Nullable String credentials;

	private final int refusal;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	/**
	 * Starts it.
	 * @param credentials what Basic authentication has to bring, in Base64; null for none
	 * @param refusal the HTTP status for all requests; 0 to tunnel them
	 */
	ConnectProxy(@Nullable String credentials, int refusal) throws IOException {
		this.credentials = credentials;
		this.refusal = refusal;
		start(this::accept);
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Targets that were tunnelled to, or refused.
	 */
	List<String> requests() {
		return this.requests;
	}

	private static void start(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException ex) {
				// The other side has gone
			}
		}, "proxy");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.listener.accept();
			this.sockets.add(client);
			start(() -> serve(client));
		}
	}

	private void serve(Socket client) throws IOException {
		String head = head(client.getInputStream());
		String[] request = head.split("\r\n")[0].split(" ");
		this.requests.add(request[0] + " " + request[1]);
		OutputStream out = client.getOutputStream();
		if (this.refusal != 0) {
			answer(out, this.refusal + " Refused\r\nContent-Length: 0");
			client.close();
		}
		else if (this.credentials != null
				&& !head.contains("Proxy-Authorization: Basic " + this.credentials + "\r\n")) {
			answer(out, "407 Who\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0");
			client.close();
		}
		else {
			String[] target = request[1].split(":");
			Socket server = new Socket(target[0], Integer.parseInt(target[1]));
			this.sockets.add(server);
			answer(out, "200 Connection established");
			start(() -> pump(server, client));
			pump(client, server);
		}
	}

	private static void answer(OutputStream out, String answer) throws IOException {
		out.write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
		out.flush();
	}

	private static String head(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("The client hung up");
			}
			head.append((char) next);
		}
		return head.toString();
	}

	private static void pump(Socket from, Socket to) throws IOException {
		try (from; to) {
			from.getInputStream().transferTo(to.getOutputStream());
		}
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	private interface Task {

		void run() throws IOException;

	}

}
