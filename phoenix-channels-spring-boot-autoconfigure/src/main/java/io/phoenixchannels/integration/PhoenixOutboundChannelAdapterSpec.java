package io.phoenixchannels.integration;

/**
 * Describes a {@link PhoenixOutboundChannelAdapter}.
 */
public class PhoenixOutboundChannelAdapterSpec
		extends PhoenixOutboundSpec<PhoenixOutboundChannelAdapterSpec, PhoenixOutboundChannelAdapter> {

	PhoenixOutboundChannelAdapterSpec(PhoenixOutboundChannelAdapter handler) {
		super(handler, handler.mapper());
	}

	/**
	 * Whether the calling thread waits, and gets the failure.
	 * @see PhoenixOutboundChannelAdapter#setSync(boolean)
	 */
	public PhoenixOutboundChannelAdapterSpec sync(boolean sync) {
		handler().setSync(sync);
		return this;
	}

}
