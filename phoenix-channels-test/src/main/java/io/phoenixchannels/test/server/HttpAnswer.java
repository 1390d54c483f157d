package io.phoenixchannels.test.server;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A plain HTTP answer.
 *
 * @param status the status code
 * @param contentType the content type, or {@code null} for none
 * @param body the body, possibly empty
 */
public record HttpAnswer(int status, @Nullable String contentType, byte[] body) {

	static HttpAnswer empty(int status) {
		return new HttpAnswer(status, null, new byte[0]);
	}

	static HttpAnswer text(int status, String body) {
		return new HttpAnswer(status, null, body.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public String toString() {
		return "HTTP " + this.status;
	}

}
