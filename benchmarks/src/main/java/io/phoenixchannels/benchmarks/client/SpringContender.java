package io.phoenixchannels.benchmarks.client;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;

import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * What Spring's client can do on Tomcat, which ours is built on: counts messages.
 */
final class SpringContender implements Contender {

	private final int readBufferSize;

	private @Nullable WebSocketSession session;

	private @Nullable RawPhase phase;

	private volatile boolean closing;

	private String echo = "";

	private String note = "";

	/**
	 * Creates a client.
	 * @param readBufferSize 0 for the container's default
	 */
	SpringContender(int readBufferSize) {
		this.readBufferSize = readBufferSize;
	}

	@Override
	public void open(Setup setup) throws Exception {
		WsWebSocketContainer container = new WsWebSocketContainer();
		// The largest events are longer than the default.
		container.setDefaultMaxTextMessageBufferSize(64 * 1024);
		if (this.readBufferSize > 0) {
			// By this one, Tomcat sizes its input buffer.
			container.setDefaultMaxBinaryMessageBufferSize(this.readBufferSize);
		}
		RawPhase phase = new RawPhase(setup);
		this.phase = phase;
		String topic = setup.topics().isEmpty() ? "" : setup.topics().get(0);
		this.echo = RawPhase.push(topic, "echo", setup.echo().json());
		this.note = RawPhase.push(topic, "note", setup.note().json());
		TextWebSocketHandler handler = new TextWebSocketHandler() {

			@Override
			protected void handleTextMessage(WebSocketSession session, TextMessage message) {
				phase.received();
			}

			@Override
			public void handleTransportError(WebSocketSession session, Throwable exception) {
				setup.heard().failed(exception);
			}

			@Override
			public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
				if (!SpringContender.this.closing) {
					setup.heard().failed(new IOException("The server closed the connection: " + status));
				}
			}

		};
		this.session = new StandardWebSocketClient(container)
			.execute(handler, new WebSocketHttpHeaders(), URI.create(setup.url() + "/websocket?vsn=2.0.0"))
			.get();
		int ref = 0;
		for (String each : setup.topics()) {
			send(RawPhase.join(++ref, each));
		}
	}

	@Override
	public void command(String topic, String event, String json) throws IOException {
		send(RawPhase.push(topic, event, json));
	}

	@Override
	public void echo() throws IOException {
		Objects.requireNonNull(this.phase).asking();
		send(this.echo);
	}

	@Override
	public void note() throws IOException {
		send(this.note);
	}

	private synchronized void send(String text) throws IOException {
		Objects.requireNonNull(this.session).sendMessage(new TextMessage(text));
	}

	@Override
	public void close() throws IOException {
		this.closing = true;
		if (this.session != null) {
			this.session.close();
		}
	}

}
