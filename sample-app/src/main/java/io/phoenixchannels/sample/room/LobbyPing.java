package io.phoenixchannels.sample.room;

import java.time.Duration;
import java.util.Map;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.template.PhoenixTemplate;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Measures how long the lobby takes to answer: request and response over a channel. The
 * event {@code ping} is one that {@code mix phx.gen.channel} generates.
 */
@Component
class LobbyPing {

	private static final String TOPIC = "room:lobby";

	private final PhoenixClient client;

	private final PhoenixTemplate phoenix;

	private final ApplicationEventPublisher events;

	LobbyPing(PhoenixClient client, PhoenixTemplate phoenix, ApplicationEventPublisher events) {
		this.client = client;
		this.phoenix = phoenix;
		this.events = events;
	}

	/**
	 * Pings, unless the push would have to wait for the join: that would measure
	 * something else.
	 */
	@Scheduled(initialDelay = 1000, fixedRate = 3000)
	void ping() {
		if (this.client.channel(TOPIC).state() != ChannelState.JOINED) {
			return;
		}
		long pushed = System.nanoTime();
		this.phoenix.push(TOPIC, "ping", Map.of())
			.thenAccept((reply) -> this.events
				.publishEvent(new PushAnswered(TOPIC, "ping", Duration.ofNanos(System.nanoTime() - pushed))));
	}

}
