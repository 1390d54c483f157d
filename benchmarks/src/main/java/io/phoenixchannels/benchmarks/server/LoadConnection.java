package io.phoenixchannels.benchmarks.server;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * One connection: its handshake, then the messages of its client, its replies and its
 * flood. Replies go out in one write for each read, between two frames of a flood.
 */
final class LoadConnection implements PhoenixSide.Out {

	private static final int OPCODE_CONTINUATION = 0;

	private static final int OPCODE_TEXT = 1;

	private static final int OPCODE_CLOSE = 8;

	private final SocketChannel channel;

	private final SelectionKey key;

	private final UnaryOperator<String> http;

	private final PhoenixSide phoenix;

	private final ByteBuffer in = ByteBuffer.allocate(256 * 1024);

	private final byte[] message = new byte[64 * 1024];

	private ByteBuffer replies = ByteBuffer.allocateDirect(16 * 1024);

	private @Nullable ByteBuffer writing;

	private boolean webSocket;

	LoadConnection(SocketChannel channel, SelectionKey key, Floods floods, UnaryOperator<String> http) {
		this.channel = channel;
		this.key = key;
		this.http = http;
		this.phoenix = new PhoenixSide(floods, this);
	}

	boolean isWebSocket() {
		return this.webSocket;
	}

	void ready() throws IOException {
		if (this.key.isReadable()) {
			read();
		}
		write();
	}

	void drip() throws IOException {
		this.phoenix.drip(System.nanoTime());
		write();
	}

	void close() {
		this.key.cancel();
		this.phoenix.closed();
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			// It is closed all the same.
		}
	}

	/**
	 * Closes without any goodbye, as when the other machine lost its power.
	 */
	void cut() throws IOException {
		this.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
		close();
	}

	private void read() throws IOException {
		int count = this.channel.read(this.in);
		if (count < 0) {
			close();
			return;
		}
		this.in.flip();
		if (!this.webSocket) {
			handshake();
		}
		while (this.webSocket && this.key.isValid() && readFrame()) {
			// One after the other.
		}
		this.in.compact();
	}

	private void handshake() throws IOException {
		String request = new String(this.in.array(), 0, this.in.limit(), StandardCharsets.ISO_8859_1);
		int end = request.indexOf("\r\n\r\n");
		if (end < 0) {
			return;
		}
		this.in.position(end + 4);
		String accept = UpgradeRequests.accept(request);
		if (accept != null) {
			this.webSocket = true;
			raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
					+ "Sec-WebSocket-Accept: " + accept + "\r\n\r\n");
			return;
		}
		String body = this.http.apply(UpgradeRequests.target(request));
		raw("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: " + body.length()
				+ "\r\n\r\n" + body);
		write();
		close();
	}

	/**
	 * Reads one frame.
	 * @return false if not all of it is there
	 */
	private boolean readFrame() throws IOException {
		ByteBuffer in = this.in;
		int start = in.position();
		if (in.remaining() < 6) {
			return false;
		}
		int first = in.get(start);
		int length = in.get(start + 1) & 0x7f;
		int mask = start + 2;
		if (length == 126) {
			length = in.getShort(start + 2) & 0xffff;
			mask += 2;
		}
		else if (length == 127) {
			if (in.remaining() < 14) {
				return false;
			}
			length = (int) in.getLong(start + 2);
			mask += 8;
		}
		int end = mask + 4 + length;
		if (end > in.capacity() + start) {
			throw new IOException("A frame of " + length + " bytes is too long for this server");
		}
		if (in.limit() < end) {
			return false;
		}
		handle(first & 0xf, mask, length);
		in.position(end);
		return true;
	}

	private void handle(int opcode, int mask, int length) throws IOException {
		if (opcode == OPCODE_TEXT) {
			int known = Math.min(length, PhoenixSide.ENVELOPE);
			unmask(mask, 0, known);
			if (!this.phoenix.isNote(this.message, known)) {
				if (length > this.message.length) {
					throw new IOException("Only notes may be as long as " + length + " bytes");
				}
				unmask(mask, known, length);
				this.phoenix.handle(new String(this.message, 0, length, StandardCharsets.UTF_8));
			}
		}
		else if (opcode == OPCODE_CLOSE) {
			append(new byte[] { (byte) 0x88, 0 });
			write();
			close();
		}
		else if (opcode != OPCODE_CONTINUATION) {
			throw new IOException("This server does not know frames of opcode " + opcode);
		}
	}

	private void unmask(int mask, int from, int to) {
		byte[] bytes = this.in.array();
		for (int i = from; i < to; i++) {
			this.message[i] = (byte) (bytes[mask + 4 + i] ^ bytes[mask + (i & 3)]);
		}
	}

	private void raw(String text) {
		append(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	@Override
	public void send(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		append(ServerFrames.header(bytes.length));
		append(bytes);
	}

	private void append(byte[] bytes) {
		if (this.replies.remaining() < bytes.length) {
			ByteBuffer larger = ByteBuffer.allocateDirect((this.replies.capacity() + bytes.length) * 2);
			larger.put(this.replies.flip());
			this.replies = larger;
		}
		this.replies.put(bytes);
	}

	private void write() throws IOException {
		if (!this.key.isValid()) {
			return;
		}
		while (true) {
			if (this.writing == null || !this.writing.hasRemaining()) {
				this.writing = next();
				if (this.writing == null) {
					this.key.interestOps(SelectionKey.OP_READ);
					return;
				}
			}
			this.channel.write(this.writing);
			if (this.writing.hasRemaining()) {
				this.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
				return;
			}
		}
	}

	private @Nullable ByteBuffer next() {
		if (this.replies.position() > 0) {
			ByteBuffer full = this.replies.flip();
			this.replies = ByteBuffer.allocateDirect(16 * 1024);
			return full;
		}
		return this.phoenix.nextOfFlood();
	}

}
