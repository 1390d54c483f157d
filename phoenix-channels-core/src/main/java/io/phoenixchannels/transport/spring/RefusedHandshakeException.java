package io.phoenixchannels.transport.spring;

import org.jspecify.annotations.Nullable;

/**
 * Why a handshake failed, where the container lets us look at the answer ourselves.
 */
final class RefusedHandshakeException extends RuntimeException {

	static final String REDIRECT = "refused the handshake with a redirect, which is never followed, "
			+ "since headers and params would go along: use the URL that it leads to";

	static final String SUBPROTOCOL = "answered the handshake with a subprotocol that was not offered";

	static final String EXTENSION = "answered the handshake with an extension, though none was offered";

	static final String NO_ANSWER = "gave an answer to the handshake that is none: "
			+ "is it a Phoenix server that listens there?";

	private final String problem;

	private final @Nullable Integer status;

	private final boolean byProxy;

	private RefusedHandshakeException(String problem, @Nullable Integer status, boolean byProxy) {
		super(problem, null, false, false);
		this.problem = problem;
		this.status = status;
		this.byProxy = byProxy;
	}

	/**
	 * For a problem that follows the name of the server in a sentence.
	 */
	static RefusedHandshakeException because(String problem) {
		return new RefusedHandshakeException(problem, null, false);
	}

	static RefusedHandshakeException withStatus(int status) {
		return new RefusedHandshakeException("refused the handshake with HTTP " + status, status, false);
	}

	static RefusedHandshakeException byProxy(int status) {
		return new RefusedHandshakeException("its proxy refused with HTTP " + status, status, true);
	}

	String problem() {
		return this.problem;
	}

	@Nullable Integer status() {
		return this.status;
	}

	boolean isByProxy() {
		return this.byProxy;
	}

}
