package io.phoenixchannels.boot.autoconfigure.endpoint;

import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides what is secret among {@code phoenix.channels.*} in the endpoints {@code env} and
 * {@code configprops}, also where these are told to show values: of the URLs the query
 * and user info, and all of api keys, tokens, passwords, params and headers. However a
 * key is written, as in {@code PHOENIX_CHANNELS_APIKEY}.
 */
final class PhoenixSanitizingFunction implements SanitizingFunction {

	private static final Pattern SECRET = Pattern
		.compile("phoenixchannels.*(apikey|token|secret|password|credential|params|headers).*");

	private static final Pattern URL = Pattern.compile("phoenixchannels.*(url|uri)");

	private static final Pattern USER_INFO_AND_QUERY = Pattern.compile("(?s)(?<=//)[^/?#]*@|[?#].*");

	@Override
	public SanitizableData apply(SanitizableData data) {
		String key = data.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
		if (SECRET.matcher(key).matches()) {
			return data.withSanitizedValue();
		}
		if (URL.matcher(key).matches() && data.getValue() != null) {
			String url = data.getValue().toString();
			String shown = USER_INFO_AND_QUERY.matcher(url).replaceAll("");
			return shown.equals(url) ? data : data.withValue(shown + "?" + SanitizableData.SANITIZED_VALUE);
		}
		return data;
	}

}
