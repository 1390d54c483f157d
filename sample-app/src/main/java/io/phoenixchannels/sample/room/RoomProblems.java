package io.phoenixchannels.sample.room;

import io.phoenixchannels.client.ChannelClosedException;
import io.phoenixchannels.client.JoinRefusedException;
import io.phoenixchannels.client.JoinRejectedException;
import io.phoenixchannels.client.PushInterruptedException;
import io.phoenixchannels.client.PushRefusedException;
import io.phoenixchannels.client.PushTimeoutException;
import io.phoenixchannels.protocol.PhoenixException;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * What a caller learns when Phoenix does not answer as hoped. The types of the exceptions
 * tell apart what matters to him: whether the message may have arrived.
 */
@RestControllerAdvice
class RoomProblems {

	/**
	 * No reply in time. It may have arrived if it was sent.
	 */
	@ExceptionHandler
	ProblemDetail noReply(PushTimeoutException ex) {
		return problem(HttpStatus.GATEWAY_TIMEOUT, ex.wasSent() ? "No reply in time" : "Not sent in time", ex,
				ex.wasSent());
	}

	/**
	 * The link broke before the reply came: it may have arrived.
	 */
	@ExceptionHandler
	ProblemDetail outcomeUnknown(PushInterruptedException ex) {
		return problem(HttpStatus.SERVICE_UNAVAILABLE, "Outcome unknown", ex, true);
	}

	/**
	 * Not sent: it may be tried again.
	 */
	@ExceptionHandler({ PushRefusedException.class, JoinRefusedException.class, JoinRejectedException.class,
			ChannelClosedException.class })
	ProblemDetail notSent(PhoenixException ex) {
		return problem(HttpStatus.SERVICE_UNAVAILABLE, "Not sent", ex, false);
	}

	private static ProblemDetail problem(HttpStatus status, String title, PhoenixException ex, boolean sent) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(ex.getMessage()));
		problem.setTitle(title);
		problem.setProperty("sent", sent);
		return problem;
	}

}
