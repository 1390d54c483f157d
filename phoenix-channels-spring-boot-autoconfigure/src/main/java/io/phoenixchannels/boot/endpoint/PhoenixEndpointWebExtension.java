package io.phoenixchannels.boot.endpoint;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Answers wrong requests over HTTP with 404 if a client, topic or listener is not there,
 * 400 if a parameter is missing or wrong, 409 if the client is closed, each time with a
 * body that says what was wrong.
 */
@EndpointWebExtension(endpoint = PhoenixEndpoint.class)
@RegisterReflectionForBinding(ProblemDescriptor.class)
public class PhoenixEndpointWebExtension {

	private final PhoenixEndpoint endpoint;

	/**
	 * Does what an endpoint does, and answers with the status that fits its problems.
	 */
	public PhoenixEndpointWebExtension(PhoenixEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Shows one client.
	 * @see PhoenixEndpoint#client
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> client(@Selector String client) {
		return respond(() -> this.endpoint.client(client));
	}

	/**
	 * Does something with one client.
	 * @see PhoenixEndpoint#perform
	 */
	@WriteOperation
	public WebEndpointResponse<OperationResponseBody> perform(@Selector String client, @Nullable String action,
			@Nullable String topic, @Nullable String listener) {
		return respond(() -> this.endpoint.perform(client, action, topic, listener));
	}

	private static WebEndpointResponse<OperationResponseBody> respond(Supplier<OperationResponseBody> operation) {
		try {
			return new WebEndpointResponse<>(operation.get());
		}
		catch (PhoenixEndpointException ex) {
			return new WebEndpointResponse<>(ex.problem(), ex.status());
		}
	}

}
