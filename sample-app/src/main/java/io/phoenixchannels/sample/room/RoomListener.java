package io.phoenixchannels.sample.room;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.annotation.TopicVariable;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.template.PhoenixTemplate;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Three ways to listen.
 */
@Component
class RoomListener {

	private final PhoenixTemplate phoenix;

	private final ApplicationEventPublisher events;

	RoomListener(PhoenixTemplate phoenix, ApplicationEventPublisher events) {
		this.phoenix = phoenix;
		this.events = events;
	}

	/**
	 * An exact topic is joined when the application starts, and again after every break.
	 * The payload becomes the parameter.
	 */
	@PhoenixListener(topic = "room:lobby", event = "shout")
	void lobby(Shout shout) {
		if ("ping".equals(shout.message())) {
			this.phoenix.send("room:lobby", "shout", new Shout("sample-app", "pong"));
		}
	}

	/**
	 * A pattern joins nothing by itself: it hears every room that is joined, whoever
	 * joined it.
	 */
	@PhoenixListener(topic = "room:{room}", event = "shout")
	void anyRoom(Shout shout, @TopicVariable String room) {
		this.events.publishEvent(new ShoutHeard(room, shout));
	}

	/**
	 * Without an event, a listener hears all of them, as they came.
	 */
	@PhoenixListener(topic = "room:*")
	void everything(PhoenixMessage message) {
		this.events.publishEvent(message);
	}

}
