package io.phoenixchannels.integration;

import java.util.Objects;

import io.phoenixchannels.client.JoinParamsSupplier;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.integration.dsl.MessageProducerSpec;

/**
 * Describes a {@link PhoenixInboundChannelAdapter}.
 */
public class PhoenixInboundChannelAdapterSpec
		extends MessageProducerSpec<PhoenixInboundChannelAdapterSpec, PhoenixInboundChannelAdapter> {

	PhoenixInboundChannelAdapterSpec(PhoenixInboundChannelAdapter adapter) {
		super(adapter);
	}

	/**
	 * Hears these events only.
	 * @see PhoenixInboundChannelAdapter#setEvents(String...)
	 */
	public PhoenixInboundChannelAdapterSpec events(String... events) {
		adapter().setEvents(events);
		return this;
	}

	/**
	 * What payloads are bound to, instead of JSON as its text and bytes as bytes.
	 * @see PhoenixInboundChannelAdapter#setPayloadType(java.lang.reflect.Type)
	 */
	public PhoenixInboundChannelAdapterSpec payloadType(Class<?> type) {
		adapter().setPayloadType(type);
		return this;
	}

	/**
	 * What payloads are bound to, a generic type.
	 * @see PhoenixInboundChannelAdapter#setPayloadType(java.lang.reflect.Type)
	 */
	public PhoenixInboundChannelAdapterSpec payloadType(ParameterizedTypeReference<?> type) {
		adapter().setPayloadType(type.getType());
		return this;
	}

	/**
	 * Joins the exact topics with these params, and has them for itself.
	 * @see PhoenixInboundChannelAdapter#setJoinParams(JoinParamsSupplier)
	 */
	public PhoenixInboundChannelAdapterSpec joinParams(JoinParamsSupplier params) {
		adapter().setJoinParams(params);
		return this;
	}

	private PhoenixInboundChannelAdapter adapter() {
		return Objects.requireNonNull(this.target);
	}

}
