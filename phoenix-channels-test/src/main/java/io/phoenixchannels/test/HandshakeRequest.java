package io.phoenixchannels.test;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.phoenixchannels.test.server.UpgradeRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A WebSocket handshake that a client sent, let in or not.
 */
public final class HandshakeRequest {

	private final UpgradeRequest request;

	HandshakeRequest(UpgradeRequest request) {
		this.request = request;
	}

	/**
	 * The path, {@code /websocket} included, without the query.
	 */
	public String path() {
		return this.request.path();
	}

	/**
	 * The query as Phoenix sees it, {@code a[b]=1} nested, {@code vsn} included.
	 */
	public JsonNode params() {
		return this.request.params().deepCopy();
	}

	/**
	 * A param that is text, or {@code null}.
	 */
	public @Nullable String param(String name) {
		JsonNode value = this.request.params().get(name);
		return (value != null && value.isString()) ? value.stringValue() : null;
	}

	/**
	 * The headers, names in lower case.
	 */
	public Map<String, List<String>> headers() {
		return this.request.headers();
	}

	/**
	 * The first value of a header, whatever the case of its name, or {@code null}.
	 */
	public @Nullable String header(String name) {
		List<String> values = this.request.headers().get(name.toLowerCase(Locale.ROOT));
		return (values != null) ? values.get(0) : null;
	}

	/**
	 * The token of the subprotocol header, decoded, if the socket takes one.
	 */
	public @Nullable String authToken() {
		return this.request.authToken();
	}

	/**
	 * Names the path alone: params, headers and token are secrets.
	 */
	@Override
	public String toString() {
		return "handshake on " + path();
	}

}
