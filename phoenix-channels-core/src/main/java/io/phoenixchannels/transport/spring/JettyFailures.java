package io.phoenixchannels.transport.spring;

import java.util.List;

import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the answers to handshakes before Jetty's container does, whose exceptions hold
 * what the server sent.
 */
final class JettyFailures {

	private static final String FAILURE = JettyFailures.class.getName();

	private JettyFailures() {
	}

	/**
	 * Remembers what is wrong with an answer, and ends the handshake, unless Jetty will:
	 * it finds the same faults of a switch of protocols.
	 */
	static void check(Response response) {
		RuntimeException failure = failure(response);
		if (failure != null) {
			response.getRequest().attribute(FAILURE, failure);
			if (response.getStatus() != HttpStatus.SWITCHING_PROTOCOLS_101) {
				response.abort(failure);
			}
		}
	}

	private static @Nullable RuntimeException failure(Response response) {
		HttpFields headers = response.getHeaders();
		if (response.getStatus() != HttpStatus.SWITCHING_PROTOCOLS_101) {
			boolean redirect = HttpStatus.isRedirection(response.getStatus()) && headers.contains(HttpHeader.LOCATION);
			return redirect ? RefusedHandshakeException.because(RefusedHandshakeException.REDIRECT)
					: RefusedHandshakeException.withStatus(response.getStatus());
		}
		if (!headers.contains(HttpHeader.CONNECTION, "upgrade")) {
			return RefusedHandshakeException.because(RefusedHandshakeException.NO_ANSWER);
		}
		HttpFields asked = response.getRequest().getHeaders();
		if (!AcceptCheck.isAnswer(asked.get(HttpHeader.SEC_WEBSOCKET_KEY),
				headers.get(HttpHeader.SEC_WEBSOCKET_ACCEPT))) {
			return new AcceptCheck.WrongAnswerException();
		}
		List<String> offered = asked.getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false);
		HttpField chosen = headers.getField(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL);
		if (chosen != null && !offered.contains(chosen.getValue())) {
			return RefusedHandshakeException.because(RefusedHandshakeException.SUBPROTOCOL);
		}
		if (headers.contains(HttpHeader.SEC_WEBSOCKET_EXTENSIONS)) {
			return RefusedHandshakeException.because(RefusedHandshakeException.EXTENSION);
		}
		return null;
	}

	/**
	 * What the proxy or the server has refused; null if something else went wrong.
	 * @param request null if there was none
	 */
	static @Nullable RuntimeException refusal(Throwable failure, @Nullable Request request) {
		RuntimeException remembered = (request != null
				&& request.getAttributes().get(FAILURE) instanceof RuntimeException refusal) ? refusal : null;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof HttpResponseException refusal && isTunnel(refusal.getResponse())) {
				return RefusedHandshakeException.byProxy(refusal.getResponse().getStatus());
			}
			if (remembered == null && cause instanceof HttpException) {
				return RefusedHandshakeException.because(RefusedHandshakeException.NO_ANSWER);
			}
		}
		return remembered;
	}

	private static boolean isTunnel(@Nullable Response response) {
		Request request = (response != null) ? response.getRequest() : null;
		return request != null && HttpMethod.CONNECT.is(request.getMethod());
	}

}
