package io.phoenixchannels.transport;

import java.lang.reflect.Array;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.protocol.UnicodeText;
import org.jspecify.annotations.Nullable;

/**
 * Connect params in the form in which Plug reads them back: nested, and percent-encoded.
 */
final class QueryParams {

	static final String VERSION = "vsn";

	private QueryParams() {
	}

	static void append(String name, @Nullable Object value, List<String> pairs) {
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, nested) -> append(name + "[" + key + "]", nested, pairs));
		}
		else if (value instanceof Iterable<?> values) {
			int index = 0;
			for (Object element : values) {
				append(name + "[" + index++ + "]", element, pairs);
			}
		}
		else if (value != null && value.getClass().isArray()) {
			for (int index = 0; index < Array.getLength(value); index++) {
				append(name + "[" + index + "]", Array.get(value, index), pairs);
			}
		}
		else if (value != null) {
			pairs.add(encode("name of a connect param", name) + "="
					+ encode("connect param '" + name + "'", value.toString()));
		}
	}

	/**
	 * Whether a pair of a raw query sets the version, however its key is written.
	 */
	static boolean isVersion(String pair) {
		String key = pair.split("=", 2)[0];
		try {
			return URLDecoder.decode(key, StandardCharsets.UTF_8).equals(VERSION);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	// The JDK would replace half a surrogate pair, and so send another value.
	private static String encode(String what, String text) {
		UnicodeText.check(what, text);
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

}
