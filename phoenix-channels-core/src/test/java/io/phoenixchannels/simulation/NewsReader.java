package io.phoenixchannels.simulation;

import io.phoenixchannels.client.MessageHandler;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.protocol.JsonPayload;

/**
 * Hears all messages, and takes note of the numbered ones.
 */
final class NewsReader implements MessageHandler {

	private final Deliveries deliveries;

	NewsReader(Deliveries deliveries) {
		this.deliveries = deliveries;
	}

	@Override
	public void handle(PhoenixMessage message) {
		if (message.event().equals(ServerFrame.NEWS) && message.payload() instanceof JsonPayload payload
				&& payload.json().startsWith("{\"n\":")) {
			this.deliveries.delivered(message.topic(),
					Long.parseLong(payload.json().substring(5, payload.json().length() - 1)));
		}
	}

}
