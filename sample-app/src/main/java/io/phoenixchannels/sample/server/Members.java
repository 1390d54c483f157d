package io.phoenixchannels.sample.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import io.phoenixchannels.test.EmbeddedPhoenixServer;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Simulated members, who talk about what they see.
 */
@Component
@ConditionalOnEmbeddedPhoenix
class Members {

	static final List<String> ROOMS = List.of("lobby", "elixir", "jvm");

	static final List<String> NAMES = List.of("Ana", "Björn", "Chidi", "Dana");

	private static final List<String> LINES = List.of("Good morning, room.", "Anyone else watching the plot?",
			"The Elixir side has not noticed a thing.", "I only sent one message. It arrived once.",
			"Try the button that cuts the connection.", "Who crashed my channel?", "It joined again. I did nothing.",
			"Back-pressure is a kindness.", "My listener is slow today, and nobody waits for it.",
			"Heartbeats look fine from here.", "Deploying. Expect a 1012.", "1012 it was. Back already.",
			"Say ping in the lobby, somebody answers.", "Is this the room for JVM people?",
			"It is the room for everybody.", "One URL and one annotation, I counted.",
			"The gap is announced, so I asked for a replay.", "Lunch?", "Let it crash, then let it rejoin.",
			"Ten thousand topics, a hundred per socket.", "No secret in the log, I looked.",
			"Somebody refused my join. Rude.", "Good night, room.");

	private final EmbeddedPhoenixServer server;

	private int line;

	private int talkative;

	Members(EmbeddedPhoenixServer server) {
		this.server = server;
	}

	/**
	 * Now and then somebody talks, and sometimes everybody does.
	 */
	@Scheduled(initialDelay = 500, fixedRate = 250)
	void talk() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		if (this.talkative > 0) {
			this.talkative--;
		}
		else if (random.nextInt(100) == 0) {
			this.talkative = 20;
		}
		if (random.nextInt(6) == 0 || this.talkative > 0) {
			shout("room:" + ROOMS.get(Math.max(0, random.nextInt(5) - 2)), NAMES.get(random.nextInt(NAMES.size())),
					LINES.get(this.line));
			this.line = (this.line + 1) % LINES.size();
		}
	}

	private void shout(String topic, String name, String message) {
		try {
			this.server.broadcast(topic, "shout", Map.of("name", name, "message", message));
		}
		catch (IllegalStateException ex) {
			// The server is stopped, and with it the conversation
		}
	}

}
