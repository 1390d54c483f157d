package com.example.room;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.template.PhoenixTemplate;

import org.springframework.stereotype.Component;

@Component
class Greeter {

	private final PhoenixTemplate phoenix;

	Greeter(PhoenixTemplate phoenix) {
		this.phoenix = phoenix;
	}

	@PhoenixListener(topic = "room:lobby", event = "arrived")
	void greet(Arrived arrived) {
		if (!arrived.name().isBlank()) {
			this.phoenix.send("room:lobby", "shout", new Shout("Welcome, " + arrived.name() + "!"));
		}
	}

	record Arrived(String name) {
	}

	record Shout(String body) {
	}

}
