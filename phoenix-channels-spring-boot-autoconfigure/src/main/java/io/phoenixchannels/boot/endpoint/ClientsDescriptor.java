package io.phoenixchannels.boot.endpoint;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * All clients of the application.
 *
 * @param clients by name
 */
public record ClientsDescriptor(Map<String, ClientDescriptor> clients,
		@Nullable FleetDescriptor fleet) implements OperationResponseBody {
}
