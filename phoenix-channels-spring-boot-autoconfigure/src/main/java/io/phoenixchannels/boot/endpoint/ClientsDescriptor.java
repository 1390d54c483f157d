package io.phoenixchannels.boot.endpoint;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * All clients of the application.
 *
 * @param clients by name
 */
public record ClientsDescriptor(Map<String, ClientDescriptor> clients) implements OperationResponseBody {
}
