package io.phoenixchannels.test.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A query as Plug decodes it: the last of equal keys wins, {@code a[b]=1} nests,
 * {@code a[]=1} makes a list.
 */
final class QueryParams {

	private QueryParams() {
	}

	/**
	 * Decodes a raw query.
	 * @throws IllegalArgumentException if a percent escape is broken
	 */
	static ObjectNode decode(String query) {
		ObjectNode params = JsonNodeFactory.instance.objectNode();
		for (String pair : query.split("&")) {
			if (!pair.isEmpty()) {
				int equals = pair.indexOf('=');
				String name = decodePart((equals >= 0) ? pair.substring(0, equals) : pair);
				put(params, path(name), (equals >= 0) ? decodePart(pair.substring(equals + 1)) : "");
			}
		}
		return params;
	}

	static String decodePart(String part) {
		return URLDecoder.decode(part, StandardCharsets.UTF_8);
	}

	/** {@code a[b][]} to a, b and the empty string. */
	private static List<String> path(String name) {
		List<String> path = new ArrayList<>();
		int open = name.indexOf('[');
		if (open <= 0 || !name.endsWith("]")) {
			path.add(name);
			return path;
		}
		path.add(name.substring(0, open));
		path.addAll(List.of(name.substring(open + 1, name.length() - 1).split("]\\[", -1)));
		return path;
	}

	private static void put(ObjectNode params, List<String> path, String value) {
		ObjectNode parent = params;
		for (int i = 0; i < path.size() - 1; i++) {
			String name = path.get(i);
			if (path.get(i + 1).isEmpty()) {
				list(parent, name).add(value);
				return;
			}
			JsonNode child = parent.get(name);
			parent = (child instanceof ObjectNode object) ? object : parent.putObject(name);
		}
		parent.put(path.get(path.size() - 1), value);
	}

	private static ArrayNode list(ObjectNode parent, String name) {
		return (parent.get(name) instanceof ArrayNode array) ? array : parent.putArray(name);
	}

}
