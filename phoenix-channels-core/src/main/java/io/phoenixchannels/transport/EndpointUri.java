package io.phoenixchannels.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.phoenixchannels.protocol.CodecException;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a Phoenix socket, from which the URI of each handshake is made (protocol.md,
 * part B, section 1).
 * <p>
 * {@code http} means {@code ws}, and {@code https} means {@code wss}. {@code /websocket}
 * is appended unless it is the last segment of the path already. A query is kept as it
 * is, except for {@code vsn}. User info ({@code ws://user:password@host}) is refused,
 * since containers drop it silently: credentials belong in a header or a param.
 */
public final class EndpointUri {

	private static final String SUFFIX = "/websocket";

	private static final String EXPECTED = "expected ws://, wss://, http:// or https://, "
			+ "such as ws://localhost:4000/socket";

	private final String target;

	private final List<String> query;

	private EndpointUri(String target, List<String> query) {
		this.target = target;
		this.query = query;
	}

	/**
	 * Reads and checks the URL of a socket.
	 * @param url such as {@code ws://localhost:4000/socket}; white space around it is
	 * dropped
	 * @throws IllegalArgumentException if it is none, or has user info or a fragment; the
	 * message says what to write instead, and never shows user info or query
	 */
	public static EndpointUri of(String url) {
		URI uri = parse(url);
		String scheme = scheme(uri, url);
		if (uri.getRawUserInfo() != null) {
			throw refused(url, "must not hold user info: send credentials in a header or as a connect param");
		}
		if (uri.getHost() == null) {
			throw refused(url, "has no valid host (letters, digits, '-' and '.'): " + EXPECTED);
		}
		if (uri.getPort() == 0 || uri.getPort() > 65535) {
			throw refused(url, "has no valid port: expected 1 to 65535");
		}
		if (uri.getRawFragment() != null) {
			throw refused(url, "must not have a fragment ('#'): write %23 if it belongs to the path or a param");
		}
		return new EndpointUri(target(scheme, uri) + path(uri), query(uri));
	}

	/**
	 * Builds the URI of a handshake: the query of this URL, then the params, then
	 * {@code vsn}.
	 * @param params the connect params, percent-encoded here. Maps, iterables and arrays
	 * become {@code a[b]=} and {@code a[0]=}; an empty one, and null, is left out, as
	 * phoenix.js does. Everything else is sent as its {@code toString()}
	 * @param version the value of {@code vsn}, such as {@code 2.0.0}; replaces any
	 * {@code vsn} of the params or of this URL
	 * @throws CodecException if a name or a value has half a surrogate pair
	 */
	public URI handshake(Map<String, ?> params, String version) {
		List<String> pairs = new ArrayList<>(this.query);
		params.forEach((name, value) -> {
			if (!name.equals(QueryParams.VERSION)) {
				QueryParams.append(name, value, pairs);
			}
		});
		QueryParams.append(QueryParams.VERSION, version, pairs);
		return URI.create(this.target + "?" + String.join("&", pairs));
	}

	/**
	 * This URL without its query, to be shown in logs and messages.
	 */
	public String masked() {
		return this.target;
	}

	@Override
	public String toString() {
		return masked();
	}

	/**
	 * A URI without user info, query and fragment.
	 */
	static String masked(URI uri) {
		return target(String.valueOf(uri.getScheme()), uri) + ((uri.getRawPath() != null) ? uri.getRawPath() : "");
	}

	private static String target(String scheme, URI uri) {
		return scheme + "://" + uri.getHost() + ((uri.getPort() != -1) ? ":" + uri.getPort() : "");
	}

	private static URI parse(String url) {
		try {
			return new URI(url.strip());
		}
		catch (URISyntaxException ex) {
			// The exception shows the whole URL: it must not become the cause.
			throw refused(url, "is no URL of a Phoenix socket: " + EXPECTED);
		}
	}

	private static String scheme(URI uri, String url) {
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		return switch (scheme) {
			case "ws", "http" -> "ws";
			case "wss", "https" -> "wss";
			default -> throw refused(url, "is no URL of a Phoenix socket: " + EXPECTED);
		};
	}

	private static String path(URI uri) {
		String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
		int end = path.length();
		while (end > 0 && path.charAt(end - 1) == '/') {
			end--;
		}
		path = path.substring(0, end);
		return path.endsWith(SUFFIX) ? path : path + SUFFIX;
	}

	private static List<String> query(URI uri) {
		if (uri.getRawQuery() == null) {
			return List.of();
		}
		return Stream.of(uri.getRawQuery().split("&"))
			.filter((pair) -> !pair.isEmpty() && !QueryParams.isVersion(pair))
			.collect(Collectors.toUnmodifiableList());
	}

	private static IllegalArgumentException refused(@Nullable String url, String problem) {
		return new IllegalArgumentException("'" + shown(url) + "' " + problem);
	}

	// The text need not be a URL, yet what looks like a secret in one is hidden.
	private static String shown(@Nullable String url) {
		return String.valueOf(url)
			.strip()
			.replaceFirst("(?s)[?#].*", "")
			.replaceFirst("(?s)^(.*?//|).*@", "$1")
			.replaceAll("\\p{Cntrl}", " ");
	}

}
