package io.phoenixchannels.test;

import java.time.Duration;

import io.phoenixchannels.test.server.SocketSettings;

/**
 * The options of one mounted socket, each as in a Phoenix endpoint.
 */
public final class SocketOptions {

	private Duration idleTimeout = Duration.ofSeconds(60);

	private int maxChannels = 100;

	private int maxFrameSize = Integer.MAX_VALUE;

	private boolean authToken = true;

	SocketOptions() {
	}

	/**
	 * How long a client may send nothing before it is closed; what the server sends does
	 * not count. 60 seconds unless set.
	 * @throws IllegalArgumentException if it is not positive
	 */
	public SocketOptions idleTimeout(Duration idleTimeout) {
		if (idleTimeout.isNegative() || idleTimeout.isZero()) {
			throw new IllegalArgumentException("The idle timeout must be positive, not " + idleTimeout);
		}
		this.idleTimeout = idleTimeout;
		return this;
	}

	/**
	 * How many channels one socket may join at once; further joins get {"reason": "too
	 * many channels joined"}. 100 unless set, Phoenix's default.
	 * @throws IllegalArgumentException if it is negative
	 */
	public SocketOptions maxChannels(int maxChannels) {
		if (maxChannels < 0) {
			throw new IllegalArgumentException("The number of channels cannot be " + maxChannels);
		}
		this.maxChannels = maxChannels;
		return this;
	}

	/**
	 * The largest frame or message taken, in bytes; a larger one closes the socket with
	 * 1009. Not limited unless set.
	 * @throws IllegalArgumentException if it is not positive
	 */
	public SocketOptions maxFrameSize(int bytes) {
		if (bytes <= 0) {
			throw new IllegalArgumentException("The largest frame cannot have " + bytes + " bytes");
		}
		this.maxFrameSize = bytes;
		return this;
	}

	/**
	 * Whether the socket takes an auth token from the subprotocol header, and then
	 * answers the subprotocol {@code phoenix}; else it ignores the header and answers
	 * none (recording {@code auth_token_subprotocol}). On unless set.
	 */
	public SocketOptions authToken(boolean authToken) {
		this.authToken = authToken;
		return this;
	}

	SocketSettings settings(String path, Flavour flavour) {
		return new SocketSettings(path, this.idleTimeout, flavour.idleCloseCode(), flavour::closeAnswer,
				this.maxChannels, this.maxFrameSize, this.authToken);
	}

}
