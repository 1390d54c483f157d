package io.phoenixchannels.test.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What Phoenix makes of {@code Sec-WebSocket-Protocol} on a socket with auth tokens
 * (recording {@code auth_token_subprotocol}): the token is taken out, of the rest only
 * {@code phoenix} is known.
 *
 * @param acceptable whether the handshake may go on; else it is refused with 403
 * @param answer the subprotocol to answer, or {@code null} for none
 * @param authToken the decoded token, or {@code null}
 */
record Subprotocols(boolean acceptable, @Nullable String answer, @Nullable String authToken) {

	private static final String TOKEN_PREFIX = "base64url.bearer.phx.";

	/** A socket without auth tokens ignores the header. */
	static final Subprotocols IGNORED = new Subprotocols(true, null, null);

	/**
	 * Reads the offered subprotocols.
	 * @throws IllegalArgumentException if the token is not standard Base64, in spite of
	 * its prefix
	 */
	static Subprotocols parse(List<String> headers) {
		List<String> offered = new ArrayList<>();
		String token = null;
		for (String header : headers) {
			for (String value : header.split(",")) {
				String name = value.trim();
				if (name.startsWith(TOKEN_PREFIX)) {
					byte[] decoded = Base64.getDecoder().decode(name.substring(TOKEN_PREFIX.length()));
					token = new String(decoded, StandardCharsets.UTF_8);
				}
				else if (!name.isEmpty()) {
					offered.add(name);
				}
			}
		}
		boolean known = offered.contains("phoenix");
		return new Subprotocols(known || offered.isEmpty(), known ? "phoenix" : null, token);
	}

}
