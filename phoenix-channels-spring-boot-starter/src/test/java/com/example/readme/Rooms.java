package com.example.readme;

import java.util.Map;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.template.PhoenixTemplate;

import org.springframework.stereotype.Component;

// tag::rooms[]
@Component
class Rooms {

	private final PhoenixTemplate phoenix;

	Rooms(PhoenixTemplate phoenix) {
		this.phoenix = phoenix;
	}

	@PhoenixListener(topic = "room:lobby", event = "shout")
	void onShout(Shout shout) {
		this.phoenix.send("room:lobby", "seen", Map.of("by", "spring"));
	}

	record Shout(String name, String body) {
	}

}
// end::rooms[]
