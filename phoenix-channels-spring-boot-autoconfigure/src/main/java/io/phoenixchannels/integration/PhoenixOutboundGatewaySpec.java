package io.phoenixchannels.integration;

/**
 * Describes a {@link PhoenixOutboundGateway}.
 */
public class PhoenixOutboundGatewaySpec
		extends PhoenixOutboundSpec<PhoenixOutboundGatewaySpec, PhoenixOutboundGateway> {

	PhoenixOutboundGatewaySpec(PhoenixOutboundGateway handler) {
		super(handler, handler.mapper());
	}

	/**
	 * What the response is bound to, instead of JSON as its text and bytes as bytes.
	 * @see PhoenixOutboundGateway#setResponseType(Class)
	 */
	public PhoenixOutboundGatewaySpec responseType(Class<?> type) {
		handler().setResponseType(type);
		return this;
	}

	/**
	 * Whether the flow goes on without a waiting thread, which is the default.
	 * @see PhoenixOutboundGateway#setAsync(boolean)
	 */
	public PhoenixOutboundGatewaySpec async(boolean async) {
		handler().setAsync(async);
		return this;
	}

}
