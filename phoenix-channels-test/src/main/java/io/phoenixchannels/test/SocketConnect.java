package io.phoenixchannels.test;

import java.nio.charset.StandardCharsets;

import io.phoenixchannels.test.server.ConnectAnswer;
import io.phoenixchannels.test.server.HttpAnswer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client asks to connect. The last answer counts; a script that gives none lets the
 * client in without a socket id, one that throws is answered with 500.
 */
public final class SocketConnect {

	private final HandshakeRequest request;

	private ConnectAnswer answer = new ConnectAnswer(null, null);

	SocketConnect(HandshakeRequest request) {
		this.request = request;
	}

	public HandshakeRequest request() {
		return this.request;
	}

	/**
	 * A connect param that is text, or {@code null}.
	 */
	public @Nullable String param(String name) {
		return this.request.param(name);
	}

	public JsonNode params() {
		return this.request.params();
	}

	public @Nullable String header(String name) {
		return this.request.header(name);
	}

	public @Nullable String authToken() {
		return this.request.authToken();
	}

	/**
	 * Lets the client in; its socket has no id.
	 */
	public void accept() {
		accept(null);
	}

	/**
	 * Lets the client in.
	 * @param socketId the id by which {@link EmbeddedPhoenixServer#disconnect} finds it
	 */
	public void accept(@Nullable String socketId) {
		this.answer = new ConnectAnswer(null, socketId);
	}

	/**
	 * Refuses with an empty body, as Phoenix's {@code :error} does with 403.
	 */
	public void refuse(int httpStatus) {
		refuse(httpStatus, "");
	}

	/**
	 * Refuses with a body of plain text, as an {@code error_handler} may.
	 */
	public void refuse(int httpStatus, String body) {
		this.answer = new ConnectAnswer(new HttpAnswer(httpStatus, body.isEmpty() ? null : "text/plain; charset=utf-8",
				body.getBytes(StandardCharsets.UTF_8)), null);
	}

	ConnectAnswer answer() {
		return this.answer;
	}

}
