package io.phoenixchannels.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy that asks who connects, and then refuses all the same.
 */
final class RefusingProxy implements AutoCloseable {

	private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final List<String> requests = new CopyOnWriteArrayList<>();

	RefusingProxy() throws IOException {
		Thread thread = new Thread(this::accept, "proxy");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.listener.getLocalPort();
	}

	List<String> requests() {
		return this.requests;
	}

	private void accept() {
		while (!this.listener.isClosed()) {
			try (Socket socket = this.listener.accept()) {
				String head = head(socket.getInputStream());
				this.requests.add(head);
				String answer = head.contains("Proxy-Authorization: ") ? "502 Bad Gateway\r\n"
						: "407 Who\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n";
				socket.getOutputStream()
					.write(("HTTP/1.1 " + answer + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
			}
			catch (IOException ex) {
				// Closed, or the client has gone
			}
		}
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

	@Override
	public void close() throws IOException {
		this.listener.close();
	}

}
