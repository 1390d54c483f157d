package io.phoenixchannels.transport.spring;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.BufferOverflowException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.TransportException;
import jakarta.websocket.DeploymentException;
import org.jspecify.annotations.Nullable;

/**
 * Says in our words why a handshake failed. What the containers throw names the URL with
 * its query, and the HTTP status only in the text, in the language of the JVM: so it is
 * read here, and never passed on.
 */
final class ConnectFailures {

	/**
	 * Tomcat: "The HTTP response from the server [403] did not permit ...", and "Failed
	 * to handle HTTP response code [401]. ...". Jetty: "... Unexpected HTTP Response
	 * Status Code: 403 Forbidden".
	 */
	private static final Pattern STATUS = Pattern.compile("^[^\\[]*\\[([1-5]\\d\\d)]|Status Code:? ([1-5]\\d\\d)\\b");

	/**
	 * Tomcat: "Cyclic Location header [ws://...] detected / reached max number of
	 * redirects [1] of max [0]".
	 */
	private static final Pattern REDIRECT = Pattern.compile("^[^\\[]*\\[\\w+://.*\\[1].*\\[0]");

	/** Tomcat's answer to a challenge, for which it never has a user name. */
	private static final String CHALLENGED = "AuthenticationException";

	private static final int SWITCHING_PROTOCOLS = 101;

	private static final int UNAUTHORIZED = 401;

	private final ConnectRequest request;

	private final Duration timeout;

	ConnectFailures(ConnectRequest request, Duration timeout) {
		this.request = request;
		this.timeout = timeout;
	}

	TransportException timedOut() {
		long millis = this.timeout.toMillis();
		String time = (millis % 1000 == 0) ? millis / 1000 + " s" : millis + " ms";
		return failed("gave no answer within " + time);
	}

	TransportException describe(Throwable failure) {
		if (failure instanceof TransportException described) {
			return described;
		}
		Throwable root = failure;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			TransportException refusal = refusal(cause);
			if (refusal != null) {
				return refusal;
			}
			if (cause instanceof SSLException) {
				return failed("could not be connected to: TLS: " + cause.getMessage());
			}
			root = cause;
		}
		return unreachable(root);
	}

	private @Nullable TransportException refusal(Throwable cause) {
		if (cause.getClass().getSimpleName().equals(CHALLENGED)) {
			return refused(UNAUTHORIZED);
		}
		String message = (cause.getMessage() != null) ? cause.getMessage() : "";
		Matcher status = STATUS.matcher(message);
		if (status.find()) {
			int code = Integer.parseInt((status.group(1) != null) ? status.group(1) : status.group(2));
			// Tomcat names the status of half an answer, too; the cause says what went
			// wrong.
			return (code != SWITCHING_PROTOCOLS) ? refused(code) : null;
		}
		if (cause instanceof DeploymentException && REDIRECT.matcher(message).find()) {
			return failed("refused the handshake with a redirect, which is never followed, "
					+ "since headers and params would go along: use the URL that it leads to");
		}
		return null;
	}

	private TransportException unreachable(Throwable root) {
		if (root instanceof TimeoutException) {
			return timedOut();
		}
		if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
			return failed("could not be reached: unknown host");
		}
		if (root instanceof BufferOverflowException) {
			return failed("was not called: its URL is longer than the container can send (Tomcat: about 4,000 "
					+ "characters). Send long values as auth token or in a header instead of a connect param");
		}
		if (root instanceof AcceptCheck.WrongAnswerException) {
			return failed("answered another handshake than ours (" + root.getMessage()
					+ "): is there a cache, or a server that knows no WebSocket, in between?");
		}
		if (root instanceof DeploymentException) {
			return failed("gave an answer to the handshake that is none: is it a Phoenix server that listens there?");
		}
		if (root instanceof EOFException) {
			return failed("ended the connection during the handshake");
		}
		if (root instanceof IOException && root.getMessage() != null) {
			return failed("could not be reached: " + root.getMessage());
		}
		return failed("could not be connected to: " + root.getClass().getName());
	}

	private TransportException refused(int status) {
		return new TransportException(this.request + " refused the handshake with HTTP " + status, status);
	}

	private TransportException failed(String problem) {
		return new TransportException(this.request + " " + problem);
	}

}
