package io.phoenixchannels.boot.endpoint;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * A request asked for something that is not there, or cannot be done.
 */
final class PhoenixEndpointException extends InvalidEndpointRequestException {

	private final int status;

	private final ProblemDescriptor problem;

	private PhoenixEndpointException(int status, String problem) {
		super(problem, problem);
		this.status = status;
		this.problem = new ProblemDescriptor(problem);
	}

	static PhoenixEndpointException notFound(String problem) {
		return new PhoenixEndpointException(WebEndpointResponse.STATUS_NOT_FOUND, problem);
	}

	static PhoenixEndpointException badRequest(String problem) {
		return new PhoenixEndpointException(WebEndpointResponse.STATUS_BAD_REQUEST, problem);
	}

	static PhoenixEndpointException conflict(String problem) {
		return new PhoenixEndpointException(409, problem);
	}

	/**
	 * The HTTP status.
	 */
	int status() {
		return this.status;
	}

	ProblemDescriptor problem() {
		return this.problem;
	}

}
