package io.phoenixchannels.test;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.phoenixchannels.test.server.WebSocketConnection;
import io.phoenixchannels.test.wire.Message;
import io.phoenixchannels.test.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * One client that is, or was, connected. Safe for use by any thread; what is done to a
 * closed connection has no effect.
 */
public final class ServerConnection {

	private final String id;

	private final WebSocketConnection connection;

	private final HandshakeRequest handshake;

	private final @Nullable String socketId;

	private volatile boolean ending;

	ServerConnection(String id, WebSocketConnection connection, HandshakeRequest handshake, @Nullable String socketId) {
		this.id = id;
		this.connection = connection;
		this.handshake = handshake;
		this.socketId = socketId;
	}

	/**
	 * A name of the server's own, unique over its life, restarts included: {@code c1},
	 * {@code c2} and so on.
	 */
	public String id() {
		return this.id;
	}

	/**
	 * The socket id that the connect script gave, or {@code null}.
	 */
	public @Nullable String socketId() {
		return this.socketId;
	}

	/**
	 * The protocol version in use: {@code 1.0.0} or {@code 2.0.0}.
	 */
	public String protocolVersion() {
		return (this.connection.socket().format() == WireFormat.V1) ? "1.0.0" : "2.0.0";
	}

	public HandshakeRequest handshake() {
		return this.handshake;
	}

	public boolean isOpen() {
		return this.connection.isOpen();
	}

	/**
	 * Whether the client keeps up: {@code false} once more than the network's buffers
	 * hold waits to be sent.
	 */
	public boolean isWritable() {
		return this.connection.isWritable();
	}

	/**
	 * The channels joined now, in no order.
	 */
	public List<ServerChannel> channels() {
		return this.connection.socket().channels().stream().map(ScriptedChannel::of).toList();
	}

	/**
	 * Closes with 1001, as a "disconnect" broadcast to the socket's id does (recording
	 * {@code socket_disconnect}).
	 */
	public void disconnect() {
		close(1001);
	}

	/**
	 * Closes with 1012, as a draining server does (recording {@code socket_drain_1012}).
	 */
	public void drain() {
		close(1012);
	}

	/**
	 * Sends a close frame of any code, valid or not, after all that was sent before; 1005
	 * for one without a code. The connection ends once the client has answered, or half a
	 * second later.
	 */
	public void close(int code) {
		this.ending = true;
		this.connection.socket().close(code);
	}

	/**
	 * Resets the TCP connection at once, with no close frame: 1006 for the client
	 * (recording {@code socket_killed}).
	 */
	public void kill() {
		this.ending = true;
		this.connection.kill();
	}

	/**
	 * Plays a half-open link from here on: what the client sends is read, logged and
	 * dropped, nothing is sent, nothing is closed.
	 */
	public void goSilent() {
		this.connection.silent(true);
	}

	/**
	 * Ends the silence. What was dropped stays lost.
	 */
	public void speakAgain() {
		this.connection.silent(false);
	}

	/**
	 * Reads nothing from here on, so that TCP pushes back on the client; sending goes on.
	 */
	public void stopReading() {
		this.connection.reading(false);
	}

	public void resumeReading() {
		this.connection.reading(true);
	}

	/**
	 * Ignores a close frame of the client and keeps the connection.
	 */
	public void neverAnswerClose() {
		this.connection.answersClose(false);
	}

	/**
	 * Sends a text frame of any content, after all that was sent before.
	 */
	public void sendRaw(String text) {
		this.connection.socket().send(Message.text(text.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Sends a binary frame of any content, after all that was sent before.
	 */
	public void sendRaw(byte[] bytes) {
		this.connection.socket().send(Message.binary(bytes.clone()));
	}

	/**
	 * Sends a text frame of any bytes, also such as are no UTF-8.
	 */
	public void sendRawText(byte[] bytes) {
		this.connection.socket().send(Message.text(bytes.clone()));
	}

	/**
	 * Whether this server has begun to end it.
	 */
	boolean isEnding() {
		return this.ending;
	}

	WebSocketConnection connection() {
		return this.connection;
	}

	@Override
	public String toString() {
		return "connection " + this.id;
	}

}
