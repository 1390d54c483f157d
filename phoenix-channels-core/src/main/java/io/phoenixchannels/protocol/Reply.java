package io.phoenixchannels.protocol;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a {@code phx_reply} carries.
 *
 * @param status {@code ok}, {@code error}, or whatever atom the server's channel chose
 * @param response of any JSON kind, or bytes when the channel replied with a binary
 */
public record Reply(String status, Payload response) implements Payload {

	public Reply {
		Objects.requireNonNull(status, "status");
		Objects.requireNonNull(response, "response");
	}

	public boolean isOk() {
		return "ok".equals(this.status);
	}

	/**
	 * The text of the member {@code reason} of the response, which is how Phoenix itself
	 * and most channels explain an error; null when the response has none.
	 */
	public @Nullable String reason() {
		return (this.response instanceof JsonPayload json) ? JsonScanner.stringMember(json.json(), "reason") : null;
	}

	@Override
	public String toString() {
		return "reply '" + ShownText.of(this.status) + "', " + this.response;
	}

}
