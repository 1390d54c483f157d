package io.phoenixchannels.session;

import io.phoenixchannels.protocol.CloseStatus;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection ended or could not be opened.
 *
 * @param code the close code if the connection was open, the HTTP status if the handshake
 * was refused, otherwise null
 * @param text for people; free of secrets
 */
public record DisconnectReason(Kind kind, @Nullable Integer code, String text) {

	public enum Kind {

		/**
		 * The server, or something between, closed the open connection.
		 */
		CLOSED,

		/**
		 * The server answered the handshake with an HTTP error.
		 */
		REFUSED,

		/**
		 * The network failed: not reachable, unknown host, TLS, reset.
		 */
		FAILED,

		/**
		 * The handshake, or the supplier of credentials, took too long.
		 */
		CONNECT_TIMEOUT,

		/**
		 * A supplier of params, headers or token failed.
		 */
		CREDENTIALS_FAILED,

		/**
		 * The server did not answer a heartbeat, nor send anything else.
		 */
		HEARTBEAT_TIMEOUT,

		/**
		 * The application asked for it.
		 */
		REQUESTED

	}

	static DisconnectReason closed(CloseStatus status) {
		return new DisconnectReason(Kind.CLOSED, status.code(), "the connection was closed with code " + status
				+ (status.reason().isEmpty() ? meaning(status.code()) : ""));
	}

	/**
	 * What a code says that came without words (RFC 6455, section 7.4.1).
	 */
	private static String meaning(int code) {
		return switch (code) {
			case 1000 -> " (normal end)";
			case 1001 -> " (the server goes away, or disconnected the socket)";
			case 1002 -> " (protocol error, or idle for too long)";
			case 1005 -> " (the server gave none)";
			case 1006 -> " (no close frame came: the server or the network is gone)";
			case 1008 -> " (policy violation)";
			case 1009 -> " (message too big)";
			case 1011 -> " (server error)";
			case 1012 -> " (the server restarts)";
			case 1013 -> " (try again later)";
			default -> "";
		};
	}

	static DisconnectReason requested() {
		return new DisconnectReason(Kind.REQUESTED, null, "the application disconnected");
	}

	@Override
	public String toString() {
		return this.text;
	}

}
