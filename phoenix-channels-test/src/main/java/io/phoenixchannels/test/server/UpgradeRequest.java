package io.phoenixchannels.test.server;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A WebSocket handshake as it arrived.
 *
 * @param path the path without the query
 * @param params the query, nested as Phoenix nests it
 * @param headers header names in lower case to values
 * @param authToken the token of the subprotocol header, if the socket takes one
 */
public record UpgradeRequest(String path, ObjectNode params, Map<String, List<String>> headers,
		@Nullable String authToken) {

	@Override
	public String toString() {
		return "WebSocket handshake on " + this.path;
	}

}
