package io.phoenixchannels.transport.spring;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.BufferOverflowException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.HttpProxy;
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

	/**
	 * Tomcat: "Failed to connect to the configured Proxy [localhost/127.0.0.1:3128]. The
	 * HTTP response code was [502]".
	 */
	private static final Pattern PROXY_STATUS = Pattern.compile("\\[.*:\\d+][^\\[]*\\[([1-5]\\d\\d)]");

	/** Tomcat's answer to a server's challenge, for which it never has a user name. */
	private static final String CHALLENGED = "AuthenticationException";

	private static final int SWITCHING_PROTOCOLS = 101;

	private static final int UNAUTHORIZED = 401;

	private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

	private final ConnectRequest request;

	private final Duration timeout;

	private final @Nullable HttpProxy proxy;

	/**
	 * Describes failures of one attempt.
	 * @param proxy the one that is configured; null if there is none
	 */
	ConnectFailures(ConnectRequest request, Duration timeout, @Nullable HttpProxy proxy) {
		this.request = request;
		this.timeout = timeout;
		this.proxy = proxy;
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
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof RefusedHandshakeException refusal) {
				return refused(refusal);
			}
		}
		Throwable root = failure;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			TransportException refusal = refusal(cause);
			if (refusal != null) {
				return refusal;
			}
			if (cause instanceof SSLException tls) {
				return failed(TlsFailures.describe(tls));
			}
			root = cause;
		}
		return unreachable(root);
	}

	private @Nullable TransportException refusal(Throwable cause) {
		if (cause.getClass().getSimpleName().equals(CHALLENGED)) {
			return refused(RefusedHandshakeException.withStatus(UNAUTHORIZED));
		}
		String message = (cause.getMessage() != null) ? cause.getMessage() : "";
		Matcher status = STATUS.matcher(message);
		if (status.find()) {
			int code = Integer.parseInt((status.group(1) != null) ? status.group(1) : status.group(2));
			if (code == PROXY_AUTHENTICATION_REQUIRED && message.contains("Proxy-Auth")) {
				return refusedByProxy(code);
			}
			// Tomcat names the status of half an answer, too; the cause says what went
			// wrong.
			return (code != SWITCHING_PROTOCOLS) ? refused(RefusedHandshakeException.withStatus(code)) : null;
		}
		Matcher proxyStatus = PROXY_STATUS.matcher(message);
		if (cause instanceof DeploymentException && proxyStatus.find()) {
			return refusedByProxy(Integer.parseInt(proxyStatus.group(1)));
		}
		if (cause instanceof DeploymentException && REDIRECT.matcher(message).find()) {
			return failed(RefusedHandshakeException.REDIRECT);
		}
		return null;
	}

	private TransportException unreachable(Throwable root) {
		if (root instanceof TimeoutException) {
			return timedOut();
		}
		if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
			return (this.proxy != null) ? proxyUnreachable("unknown host")
					: failed("could not be reached: unknown host");
		}
		if (this.proxy != null && root instanceof ConnectException) {
			return proxyUnreachable(root.getMessage());
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
			return failed(RefusedHandshakeException.NO_ANSWER);
		}
		if (root instanceof EOFException) {
			return failed("ended the connection during the handshake" + throughProxy() + afterTls());
		}
		if (root instanceof IOException && root.getMessage() != null) {
			return failed("could not be reached" + throughProxy() + ": " + root.getMessage() + afterTls());
		}
		return failed("could not be connected to: " + root.getClass().getName());
	}

	private String throughProxy() {
		return (this.proxy != null) ? " through the proxy " + this.proxy : "";
	}

	/**
	 * With TLS 1.3 a server refuses a certificate of the client when that has already
	 * sent its request, and the reason is lost if the socket is closed before it is read.
	 */
	private String afterTls() {
		return "wss".equalsIgnoreCase(this.request.uri().getScheme())
				? " (a server that wants another certificate of the client, or wants one at all, may do so)" : "";
	}

	private TransportException proxyUnreachable(@Nullable String problem) {
		return failed("was not called: its proxy " + this.proxy + " could not be reached: " + problem);
	}

	/**
	 * Only the wish for a login has a status: any other would be taken for the server's.
	 */
	private TransportException refusedByProxy(int status) {
		String proxy = (this.proxy != null) ? "its proxy " + this.proxy : "the JVM's proxy";
		if (status != PROXY_AUTHENTICATION_REQUIRED) {
			return failed("was not called: " + proxy + " refused to connect to it with HTTP " + status);
		}
		boolean anonymous = this.proxy == null || this.proxy.username() == null;
		return new TransportException(
				this.request + " was not called: " + proxy + " refused with HTTP 407, it "
						+ (anonymous ? "wants a username and a password" : "does not accept the username and password"),
				status);
	}

	private TransportException refused(RefusedHandshakeException refusal) {
		Integer status = refusal.status();
		if (status == null) {
			return failed(refusal.problem());
		}
		return refusal.isByProxy() ? refusedByProxy(status)
				: new TransportException(this.request + " " + refusal.problem(), status);
	}

	private TransportException failed(String problem) {
		return new TransportException(this.request + " " + problem);
	}

}
