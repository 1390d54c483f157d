package io.phoenixchannels.integration;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.template.PhoenixOperations;

/**
 * Phoenix in the Java DSL of Spring Integration.
 */
public final class Phoenix {

	private Phoenix() {
	}

	/**
	 * An inbound channel adapter, to begin a flow with.
	 * @param topics at least one: exact, with a prefix, or with variables
	 * @throws IllegalArgumentException if there is none, or one is malformed
	 * @see PhoenixInboundChannelAdapter
	 */
	public static PhoenixInboundChannelAdapterSpec inboundAdapter(PhoenixClient client, String... topics) {
		return new PhoenixInboundChannelAdapterSpec(new PhoenixInboundChannelAdapter(client, topics));
	}

	/**
	 * An outbound gateway: pushes, and goes on with the reply.
	 * @see PhoenixOutboundGateway
	 */
	public static PhoenixOutboundGatewaySpec outboundGateway(PhoenixOperations template) {
		return new PhoenixOutboundGatewaySpec(new PhoenixOutboundGateway(template));
	}

	/**
	 * An outbound channel adapter: pushes, and ends the flow.
	 * @see PhoenixOutboundChannelAdapter
	 */
	public static PhoenixOutboundChannelAdapterSpec outboundAdapter(PhoenixOperations template) {
		return new PhoenixOutboundChannelAdapterSpec(new PhoenixOutboundChannelAdapter(template));
	}

}
