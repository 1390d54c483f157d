package io.phoenixchannels.transport.spring;

import io.phoenixchannels.protocol.CloseStatus;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/**
 * Passes on to a connection what Spring tells a handler, in our types. The session is
 * never used through Spring's interface, which would log its URL.
 */
final class WebSocketBridge implements WebSocketHandler {

	private final SpringWebSocketConnection connection;

	WebSocketBridge(SpringWebSocketConnection connection) {
		this.connection = connection;
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) {
		Session nativeSession = nativeSession(session);
		if (nativeSession == null) {
			throw new IllegalStateException("not a session of a Jakarta WebSocket container");
		}
		this.connection.established(NativeSession.of(nativeSession));
	}

	@Override
	public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
		this.connection.received(message);
	}

	@Override
	public void handleTransportError(WebSocketSession session, Throwable exception) {
		this.connection.broken(exception);
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, org.springframework.web.socket.CloseStatus status) {
		String reason = status.getReason();
		CloseStatus reported = new CloseStatus(status.getCode(), (reason != null) ? reason : "");
		Session nativeSession = nativeSession(session);
		this.connection
			.containerClosed((nativeSession != null) ? TomcatCloseFrame.status(nativeSession, reported) : reported);
	}

	/**
	 * Always: a container would have to be given a buffer of the largest message for
	 * every connection.
	 */
	@Override
	public boolean supportsPartialMessages() {
		return true;
	}

	private static @Nullable Session nativeSession(WebSocketSession session) {
		return ((NativeWebSocketSession) session).getNativeSession(Session.class);
	}

}
