package io.phoenixchannels.benchmarks.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads what a client sends before anything else.
 */
final class UpgradeRequests {

	private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private static final Pattern KEY = Pattern.compile("(?im)^Sec-WebSocket-Key:\\s*(\\S+)\\s*$");

	private UpgradeRequests() {
	}

	/**
	 * The answer to the key of a WebSocket client; null if the request is not one's.
	 */
	static @Nullable String accept(String request) {
		Matcher matcher = KEY.matcher(request);
		if (!matcher.find()) {
			return null;
		}
		try {
			MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
			byte[] digest = sha1.digest((matcher.group(1) + MAGIC).getBytes(StandardCharsets.ISO_8859_1));
			return Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String target(String request) {
		int begin = request.indexOf(' ') + 1;
		return request.substring(begin, request.indexOf(' ', begin));
	}

}
