package io.phoenixchannels.transport.spring;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;

/**
 * A server that does exactly what a test says, byte by byte, right or wrong.
 */
final class RawWebSocketServer implements Closeable {

	static final int CONTINUATION = 0;

	static final int TEXT = 1;

	static final int BINARY = 2;

	static final int CLOSE = 8;

	static final int PING = 9;

	static final int PONG = 10;

	private static final int TIMEOUT = 10_000;

	private final ServerSocket socket;

	private final boolean secure;

	private final List<Peer> peers = new CopyOnWriteArrayList<>();

	RawWebSocketServer() throws IOException {
		this(null, 0);
	}

	/**
	 * Listens on a free port of the loopback address.
	 * @param ssl null for a plain server
	 * @param receiveBuffer of the sockets; 0 for the system's own size
	 */
	RawWebSocketServer(SSLContext ssl, int receiveBuffer) throws IOException {
		this.secure = ssl != null;
		this.socket = (ssl != null) ? ssl.getServerSocketFactory().createServerSocket() : new ServerSocket();
		if (receiveBuffer > 0) {
			this.socket.setReceiveBufferSize(receiveBuffer);
		}
		this.socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
		this.socket.setSoTimeout(TIMEOUT);
	}

	int port() {
		return this.socket.getLocalPort();
	}

	URI uri(String pathAndQuery) {
		return URI.create((this.secure ? "wss" : "ws") + "://localhost:" + port() + pathAndQuery);
	}

	/**
	 * Waits for a connection, without reading from it.
	 */
	Peer accept() throws IOException {
		Peer peer = new Peer(this.socket.accept());
		this.peers.add(peer);
		return peer;
	}

	/**
	 * Waits for a connection, and does the handshake right.
	 */
	Peer acceptOpen() throws IOException {
		Peer peer = accept();
		peer.readRequest();
		peer.write(peer.switchingProtocols());
		return peer;
	}

	Peer lastPeer() {
		return this.peers.get(this.peers.size() - 1);
	}

	/**
	 * Whether a client connects within the time.
	 */
	boolean isCalledWithin(int millis) throws IOException {
		this.socket.setSoTimeout(millis);
		try {
			accept();
			return true;
		}
		catch (java.net.SocketTimeoutException ex) {
			return false;
		}
		finally {
			this.socket.setSoTimeout(TIMEOUT);
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
		for (Peer peer : this.peers) {
			peer.close();
		}
	}

	static byte[] frame(int opcode, boolean last, byte[] payload) {
		ByteBuffer frame = ByteBuffer.allocate(payload.length + 10);
		frame.put((byte) (opcode | (last ? 0x80 : 0)));
		if (payload.length < 126) {
			frame.put((byte) payload.length);
		}
		else if (payload.length < 65536) {
			frame.put((byte) 126).putShort((short) payload.length);
		}
		else {
			frame.put((byte) 127).putLong(payload.length);
		}
		frame.put(payload);
		byte[] bytes = new byte[frame.position()];
		frame.flip().get(bytes);
		return bytes;
	}

	static byte[] text(String text) {
		return frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
	}

	static byte[] closeFrame(int code) {
		return frame(CLOSE, true, ByteBuffer.allocate(2).putShort((short) code).array());
	}

	/**
	 * A frame of the client, unmasked.
	 */
	record RawFrame(int opcode, boolean last, boolean masked, byte[] payload) {

		String text() {
			return new String(this.payload, StandardCharsets.UTF_8);
		}

		int closeCode() {
			return ByteBuffer.wrap(this.payload).getShort() & 0xffff;
		}

	}

	/**
	 * The server's side of one connection.
	 */
	static final class Peer implements Closeable {

		private final Socket socket;

		private final DataInputStream in;

		private final OutputStream out;

		private final List<String> request = new ArrayList<>();

		Peer(Socket socket) throws IOException {
			this.socket = socket;
			socket.setSoTimeout(TIMEOUT);
			socket.setTcpNoDelay(true);
			this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
			this.out = socket.getOutputStream();
		}

		/**
		 * The lines of the request, the first one with the URL.
		 */
		List<String> readRequest() throws IOException {
			StringBuilder line = new StringBuilder();
			while (true) {
				char character = (char) this.in.readUnsignedByte();
				if (character == '\n') {
					if (line.isEmpty()) {
						return this.request;
					}
					this.request.add(line.toString());
					line.setLength(0);
				}
				else if (character != '\r') {
					line.append(character);
				}
			}
		}

		String header(String name) {
			return this.request.stream()
				.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
				.map((line) -> line.substring(name.length() + 1).strip())
				.findFirst()
				.orElse(null);
		}

		byte[] switchingProtocols(String... headers) {
			String more = (headers.length > 0) ? String.join("\r\n", headers) + "\r\n" : "";
			return ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
					+ "Sec-WebSocket-Accept: " + accept(header("Sec-WebSocket-Key")) + "\r\n" + more + "\r\n");
		}

		void answer(String response) throws IOException {
			write(ascii(response));
		}

		void write(byte[] bytes) throws IOException {
			this.out.write(bytes);
			this.out.flush();
		}

		void writeText(String text) throws IOException {
			write(RawWebSocketServer.text(text));
		}

		RawFrame readFrame() throws IOException {
			int first = this.in.readUnsignedByte();
			int second = this.in.readUnsignedByte();
			long length = second & 0x7f;
			if (length == 126) {
				length = this.in.readUnsignedShort();
			}
			else if (length == 127) {
				length = this.in.readLong();
			}
			byte[] mask = new byte[4];
			boolean masked = (second & 0x80) != 0;
			if (masked) {
				this.in.readFully(mask);
			}
			byte[] payload = new byte[Math.toIntExact(length)];
			this.in.readFully(payload);
			for (int i = 0; i < payload.length; i++) {
				payload[i] ^= mask[i & 3];
			}
			return new RawFrame(first & 0x0f, (first & 0x80) != 0, masked, payload);
		}

		/**
		 * The next message with all its fragments; other frames in between are dropped.
		 */
		String readMessage() throws IOException {
			return new String(readMessageBytes(), StandardCharsets.UTF_8);
		}

		byte[] readMessageBytes() throws IOException {
			ByteArrayOutputStream message = new ByteArrayOutputStream();
			while (true) {
				RawFrame frame = readFrame();
				if (frame.opcode() <= BINARY) {
					message.writeBytes(frame.payload());
					if (frame.last()) {
						return message.toByteArray();
					}
				}
			}
		}

		/**
		 * Whether the client's end of the connection is closed, waiting for it.
		 */
		boolean isClosedByClient() {
			try {
				while (this.in.read() >= 0) {
					continue;
				}
				return true;
			}
			catch (java.net.SocketTimeoutException ex) {
				return false;
			}
			catch (IOException ex) {
				return true;
			}
		}

		void reset() throws IOException {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

		private static byte[] ascii(String text) {
			return text.getBytes(StandardCharsets.ISO_8859_1);
		}

		private static String accept(String key) {
			try {
				MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
				return Base64.getEncoder()
					.encodeToString(sha1.digest(ascii(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
			}
			catch (java.security.NoSuchAlgorithmException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
