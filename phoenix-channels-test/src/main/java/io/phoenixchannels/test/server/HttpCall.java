package io.phoenixchannels.test.server;

import tools.jackson.databind.node.ObjectNode;

/**
 * A plain HTTP request.
 *
 * @param method the method
 * @param rawPath the path as sent, still encoded
 * @param params the query
 * @param body the body, possibly empty
 */
public record HttpCall(String method, String rawPath, ObjectNode params, byte[] body) {

	@Override
	public String toString() {
		return this.method + " " + this.rawPath;
	}

}
