package io.phoenixchannels.test;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.phoenixchannels.test.server.HttpAnswer;
import io.phoenixchannels.test.server.HttpCall;
import io.phoenixchannels.test.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A plain HTTP request to the server, as an application's own routes get it, for example
 * one that hands out tokens. The last answer counts; a script that gives none is answered
 * with 404, one that throws with 500.
 */
public final class HttpRequest {

	private final HttpCall call;

	private final EmbeddedPhoenixServer server;

	private @Nullable HttpAnswer answer;

	HttpRequest(HttpCall call, EmbeddedPhoenixServer server) {
		this.call = call;
		this.server = server;
	}

	/**
	 * The server that got the request.
	 */
	public EmbeddedPhoenixServer server() {
		return this.server;
	}

	public String method() {
		return this.call.method();
	}

	/**
	 * The parts of the path, decoded: {@code /a/b%3Ac} has two, {@code a} and
	 * {@code b:c}.
	 */
	public List<String> path() {
		return Stream.of(this.call.rawPath().split("/"))
			.filter((part) -> !part.isEmpty())
			.map((part) -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
			.toList();
	}

	/**
	 * A query param that is text, or {@code null}.
	 */
	public @Nullable String param(String name) {
		JsonNode value = this.call.params().get(name);
		return (value != null && value.isString()) ? value.stringValue() : null;
	}

	public byte[] body() {
		return this.call.body().clone();
	}

	/**
	 * Answers with JSON.
	 * @param body anything Jackson can write
	 */
	public void json(int status, @Nullable Object body) {
		this.answer = new HttpAnswer(status, "application/json; charset=utf-8", Json.write(body));
	}

	/**
	 * Answers with plain text, possibly empty.
	 */
	public void text(int status, String body) {
		this.answer = new HttpAnswer(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
	}

	@Nullable HttpAnswer answer() {
		return this.answer;
	}

}
