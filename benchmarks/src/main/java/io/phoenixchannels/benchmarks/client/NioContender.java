package io.phoenixchannels.benchmarks.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the machine can do: reads bytes, finds the ends of frames, and counts.
 */
final class NioContender implements Contender {

	private static final int MASK = 0x5a17c3e9;

	private final SocketChannel channel;

	private final ByteBuffer in = ByteBuffer.allocateDirect(256 * 1024);

	private final ByteBuffer out = ByteBuffer.allocateDirect(64 * 1024);

	private byte[] echo = {};

	private byte[] note = {};

	private RawPhase phase;

	NioContender() throws IOException {
		this.channel = SocketChannel.open();
		this.phase = new RawPhase(new Setup("", List.of(), false, 0, new Heard() {
		}));
	}

	@Override
	public void open(Setup setup) throws Exception {
		URI uri = URI.create(setup.url());
		this.phase = new RawPhase(setup);
		String topic = setup.topics().isEmpty() ? "" : setup.topics().get(0);
		this.echo = RawPhase.push(topic, "echo", setup.echo().json()).getBytes(StandardCharsets.UTF_8);
		this.note = RawPhase.push(topic, "note", setup.note().json()).getBytes(StandardCharsets.UTF_8);
		this.channel.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
		this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		handshake(uri);
		Thread reader = new Thread(() -> read(setup.heard()), "nio-reader");
		reader.setDaemon(true);
		reader.start();
		int ref = 0;
		for (String each : setup.topics()) {
			send(RawPhase.join(++ref, each).getBytes(StandardCharsets.UTF_8));
		}
	}

	private void handshake(URI uri) throws IOException {
		String request = "GET " + uri.getPath() + "/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: " + uri.getAuthority()
				+ "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
				+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
		this.channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
		int found = 0;
		ByteBuffer one = ByteBuffer.allocate(1);
		while (found < 4) {
			one.clear();
			if (this.channel.read(one) < 0) {
				throw new IOException("The server closed the connection");
			}
			found = (one.get(0) == "\r\n\r\n".charAt(found)) ? found + 1 : 0;
		}
	}

	private void read(Heard heard) {
		try {
			while (this.channel.read(this.in) >= 0) {
				this.in.flip();
				countFrames();
				this.in.compact();
			}
		}
		catch (ClosedChannelException ex) {
			// Closed by us.
		}
		catch (IOException ex) {
			heard.failed(ex);
		}
	}

	private void countFrames() {
		ByteBuffer in = this.in;
		while (in.remaining() >= 2) {
			int start = in.position();
			int length = in.get(start + 1);
			int header = 2;
			if (length == 126) {
				if (in.remaining() < 4) {
					return;
				}
				length = in.getShort(start + 2) & 0xffff;
				header = 4;
			}
			if (in.remaining() < header + length) {
				return;
			}
			in.position(start + header + length);
			this.phase.received();
		}
	}

	@Override
	public void command(String topic, String event, String json) throws Exception {
		send(RawPhase.push(topic, event, json).getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void echo() throws Exception {
		this.phase.asking();
		send(this.echo);
	}

	@Override
	public void note() throws Exception {
		send(this.note);
	}

	private synchronized void send(byte[] text) throws IOException {
		ByteBuffer out = this.out.clear();
		out.put((byte) 0x81);
		if (text.length < 126) {
			out.put((byte) (0x80 | text.length));
		}
		else {
			out.put((byte) (0x80 | 126)).putShort((short) text.length);
		}
		out.putInt(MASK);
		int i = 0;
		long mask = ((long) MASK << 32) | (MASK & 0xffffffffL);
		ByteBuffer source = ByteBuffer.wrap(text);
		for (; i + 8 <= text.length; i += 8) {
			out.putLong(source.getLong(i) ^ mask);
		}
		for (; i < text.length; i++) {
			out.put((byte) (text[i] ^ (MASK >>> (24 - 8 * (i & 3)))));
		}
		out.flip();
		while (out.hasRemaining()) {
			this.channel.write(out);
		}
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
