package io.phoenixchannels.boot.endpoint;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Why a request was not carried out, and what to ask for instead.
 */
public record ProblemDescriptor(String problem) implements OperationResponseBody {
}
