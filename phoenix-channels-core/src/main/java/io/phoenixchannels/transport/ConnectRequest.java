package io.phoenixchannels.transport;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one attempt to connect is made with.
 *
 * @param uri complete, {@code ws} or {@code wss}, percent-encoded, with all params: see
 * {@link EndpointUri#handshake}
 * @param headers further headers of the handshake; those that the handshake itself needs,
 * such as {@code Host}, {@code Upgrade} and {@code Sec-WebSocket-*}, are ignored
 * @param subprotocols offered in this order; may be empty. A server that answers none of
 * them is accepted, one that answers another is not
 */
public record ConnectRequest(URI uri, Map<String, List<String>> headers, List<String> subprotocols) {

	public ConnectRequest {
		headers = headers.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, (header) -> List.copyOf(header.getValue())));
		subprotocols = List.copyOf(subprotocols);
	}

	/**
	 * Names scheme, host, port and path of the target; no user info, query or header:
	 * they may hold secrets.
	 */
	@Override
	public String toString() {
		return EndpointUri.masked(this.uri);
	}

}
