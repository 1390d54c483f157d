package io.phoenixchannels.boot.endpoint;

import java.util.List;

import io.phoenixchannels.client.ClientCounters;
import io.phoenixchannels.client.ClientStatus;
import io.phoenixchannels.client.PhoenixClient;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A client at one moment.
 *
 * @param target where it connects to, without anything secret
 * @param connected whether every connection that is wanted is open
 * @param channels in the order in which their topics were first wanted
 */
public record ClientDescriptor(String target, boolean connected, List<ConnectionDescriptor> connections,
		List<ChannelDescriptor> channels, List<ListenerDescriptor> listeners,
		ClientCounters counters) implements OperationResponseBody {

	static ClientDescriptor of(PhoenixClient client, List<ListenerDescriptor> listeners) {
		ClientStatus status = client.status();
		return new ClientDescriptor(client.target(), status.isConnected(),
				status.connections().stream().map(ConnectionDescriptor::of).toList(),
				status.channels().stream().map(ChannelDescriptor::of).toList(), listeners, client.counters());
	}

}
