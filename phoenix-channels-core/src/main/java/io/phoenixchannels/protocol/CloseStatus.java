package io.phoenixchannels.protocol;

import java.util.Objects;

/**
 * How a WebSocket ended (RFC 6455, section 7.4).
 *
 * @param code 1005 when the peer gave none, 1006 when no close frame came at all
 * @param reason empty when none was given; a real Phoenix never gives one
 */
public record CloseStatus(int code, String reason) {

	public static final CloseStatus NORMAL = new CloseStatus(1000, "");

	public static final CloseStatus GOING_AWAY = new CloseStatus(1001, "");

	public static final CloseStatus NO_STATUS = new CloseStatus(1005, "");

	public static final CloseStatus ABNORMAL = new CloseStatus(1006, "");

	public static final CloseStatus TOO_BIG = new CloseStatus(1009, "");

	public CloseStatus {
		Objects.requireNonNull(reason, "reason");
	}

	@Override
	public String toString() {
		return this.reason.isEmpty() ? Integer.toString(this.code) : this.code + " (" + ShownText.of(this.reason) + ")";
	}

}
