package com.example.room;

import java.util.Map;

import io.phoenixchannels.test.EmbeddedPhoenixChannels;
import io.phoenixchannels.test.EmbeddedPhoenixServerBuilder;

class Rooms implements EmbeddedPhoenixChannels {

	@Override
	public void configure(EmbeddedPhoenixServerBuilder phoenix) {
		phoenix.channel("room:*",
				(channel) -> channel.onJoin((join) -> join.ok(Map.of("since", 42)))
					.on("shout", (push) -> push.broadcast("shout", push.payload()))
					.on("count", (push) -> push.ok(Map.of("people", 3))));
	}

}
