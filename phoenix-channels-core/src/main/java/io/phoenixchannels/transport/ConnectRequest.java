package io.phoenixchannels.transport;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What one attempt to connect is made with.
 *
 * @param uri complete, {@code ws} or {@code wss}, percent-encoded, with all params
 * @param headers further headers of the handshake
 * @param subprotocols offered in this order; may be empty. A server that answers none of
 * them is accepted, one that answers another is not
 */
public record ConnectRequest(URI uri, Map<String, List<String>> headers, List<String> subprotocols) {

	public ConnectRequest {
		headers = Map.copyOf(headers);
		subprotocols = List.copyOf(subprotocols);
	}

	/**
	 * Names the target without its query, and no header: both may hold secrets.
	 */
	@Override
	public String toString() {
		return this.uri.getScheme() + "://" + this.uri.getRawAuthority() + this.uri.getRawPath();
	}

}
