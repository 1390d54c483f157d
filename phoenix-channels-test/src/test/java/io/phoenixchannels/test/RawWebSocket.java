package io.phoenixchannels.test;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket client without opinions: sends what it is told, valid or not, and notes
 * what comes.
 */
public final class RawWebSocket implements Closeable {

	/** One thing the server did. */
	public record Event(String kind, byte[] data, int code) {

		public String text() {
			return new String(this.data, StandardCharsets.UTF_8);
		}

		@Override
		public String toString() {
			return this.kind.equals("close") ? "close " + this.code
					: this.kind + " " + (this.kind.equals("text") ? text() : List.of(this.data.length));
		}

	}

	/** The answer to the handshake. */
	public record Answer(int status, Map<String, String> headers, String body) {
	}

	private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

	private final Socket socket;

	private final DataInputStream in;

	private final Answer answer;

	private volatile boolean reset;

	public RawWebSocket(int port, String target) throws IOException {
		this(port, "GET", target, upgradeHeaders());
	}

	public RawWebSocket(int port, String method, String target, Map<String, String> headers) throws IOException {
		this.socket = new Socket("localhost", port);
		this.socket.setTcpNoDelay(true);
		this.in = new DataInputStream(this.socket.getInputStream());
		StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nhost: localhost\r\n");
		headers.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
		this.socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
		this.answer = readAnswer();
		if (this.answer.status() == 101) {
			Thread reader = new Thread(this::read, "raw-websocket");
			reader.setDaemon(true);
			reader.start();
		}
	}

	public static Map<String, String> upgradeHeaders() {
		Map<String, String> headers = new TreeMap<>();
		headers.put("connection", "Upgrade");
		headers.put("upgrade", "websocket");
		headers.put("sec-websocket-version", "13");
		headers.put("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
		return headers;
	}

	public Answer answer() {
		return this.answer;
	}

	private Answer readAnswer() throws IOException {
		List<String> lines = new ArrayList<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			lines.add(line);
		}
		int status = Integer.parseInt(lines.get(0).split(" ")[1]);
		Map<String, String> headers = new TreeMap<>();
		lines.stream().skip(1).forEach((header) -> {
			int colon = header.indexOf(':');
			headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim());
		});
		byte[] body = new byte[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
		this.in.readFully(body);
		return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int b = this.in.readUnsignedByte(); b != '\n'; b = this.in.readUnsignedByte()) {
			if (b != '\r') {
				line.write(b);
			}
		}
		return line.toString(StandardCharsets.ISO_8859_1);
	}

	public void text(String text) throws IOException {
		frame(0x81, text.getBytes(StandardCharsets.UTF_8));
	}

	public void binary(byte[] data) throws IOException {
		frame(0x82, data);
	}

	public void ping() throws IOException {
		frame(0x89, new byte[] { 1 });
	}

	public void closeFrame(int code, String reason) throws IOException {
		byte[] text = reason.getBytes(StandardCharsets.UTF_8);
		frame(0x88, (code == 1005) ? new byte[0]
				: ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
	}

	/** Sends a masked frame with this first byte. */
	public synchronized void frame(int first, byte[] data) throws IOException {
		ByteBuffer frame = ByteBuffer.allocate(14 + data.length);
		frame.put((byte) first);
		if (data.length < 126) {
			frame.put((byte) (0x80 | data.length));
		}
		else if (data.length < 65536) {
			frame.put((byte) (0x80 | 126)).putShort((short) data.length);
		}
		else {
			frame.put((byte) (0x80 | 127)).putLong(data.length);
		}
		// A mask of zeros leaves the data as it is.
		frame.putInt(0).put(data);
		this.socket.getOutputStream().write(frame.array(), 0, frame.position());
	}

	/** Sends bytes that need not be a frame at all. */
	public synchronized void bytes(byte[] data) throws IOException {
		this.socket.getOutputStream().write(data);
	}

	/** The next thing the server did, 1006 if the connection ended without a close. */
	public Event next() throws InterruptedException {
		Event event = this.events.poll(10, TimeUnit.SECONDS);
		if (event == null) {
			throw new AssertionError("The server did nothing within ten seconds");
		}
		return event;
	}

	public String nextText() throws InterruptedException {
		Event event = next();
		if (!event.kind().equals("text")) {
			throw new AssertionError("Expected a text frame but got " + event);
		}
		return event.text();
	}

	public boolean isQuiet(long millis) throws InterruptedException {
		Event event = this.events.poll(millis, TimeUnit.MILLISECONDS);
		if (event != null) {
			this.events.add(event);
		}
		return event == null;
	}

	/** Whether the connection ended with a reset. */
	boolean wasReset() {
		return this.reset;
	}

	private void read() {
		boolean closed = false;
		try {
			while (true) {
				Event event = readFrame();
				this.events.add(event);
				if (event.kind().equals("close") && !closed) {
					closed = true;
					closeFrame(1000, "");
				}
			}
		}
		catch (IOException ex) {
			this.reset = !(ex instanceof EOFException);
			if (!closed) {
				this.events.add(new Event("close", new byte[0], 1006));
			}
			this.events.add(new Event("end", new byte[0], 0));
		}
	}

	private Event readFrame() throws IOException {
		int opcode = this.in.readUnsignedByte() & 0x0F;
		long length = this.in.readUnsignedByte() & 0x7F;
		if (length == 126) {
			length = this.in.readUnsignedShort();
		}
		else if (length == 127) {
			length = this.in.readLong();
		}
		byte[] data = new byte[(int) length];
		this.in.readFully(data);
		if (opcode == 8) {
			return new Event("close", data, (length >= 2) ? ByteBuffer.wrap(data).getShort() & 0xFFFF : 1005);
		}
		return new Event((opcode == 1) ? "text" : (opcode == 2) ? "binary" : (opcode == 10) ? "pong" : "?", data, 0);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
