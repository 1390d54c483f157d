package io.phoenixchannels.sample.room;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.template.PhoenixTemplate;
import tools.jackson.databind.JsonNode;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Joins, leaves and shouts over HTTP. No thread waits for Phoenix: its futures go to
 * Spring MVC as they are. What they fail with, {@link RoomProblems} explains.
 */
@RestController
@RequestMapping("/rooms/{room:[\\w-]{1,40}}")
class RoomController {

	private final PhoenixClient client;

	private final PhoenixTemplate phoenix;

	private final ApplicationEventPublisher events;

	RoomController(PhoenixClient client, PhoenixTemplate phoenix, ApplicationEventPublisher events) {
		this.client = client;
		this.phoenix = phoenix;
		this.events = events;
	}

	/**
	 * Pushes, and answers with Phoenix's reply.
	 */
	@PostMapping("/shout")
	CompletableFuture<Answer> shout(@PathVariable String room, @RequestBody Shout shout) {
		String topic = wanted(room, shout);
		long pushed = System.nanoTime();
		return this.phoenix.push(topic, "shout", shout).thenApply((reply) -> {
			Duration roundTrip = Duration.ofNanos(System.nanoTime() - pushed);
			this.events.publishEvent(new PushAnswered(topic, "shout", roundTrip));
			return Answer.of(reply, roundTrip);
		});
	}

	/**
	 * Sends, for channels that reply nothing.
	 */
	@PostMapping(path = "/shout", params = "reply=false")
	@ResponseStatus(HttpStatus.ACCEPTED)
	CompletableFuture<?> send(@PathVariable String room, @RequestBody Shout shout) {
		return this.phoenix.send(wanted(room, shout), "shout", shout);
	}

	/**
	 * Joins a room, and answers with the reply to the join.
	 */
	@PutMapping
	CompletableFuture<Answer> join(@PathVariable String room) {
		long asked = System.nanoTime();
		return this.client.join("room:" + room)
			.thenApply((reply) -> Answer.of(reply, Duration.ofNanos(System.nanoTime() - asked)));
	}

	/**
	 * Leaves a room.
	 */
	@DeleteMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	CompletableFuture<?> leave(@PathVariable String room) {
		return this.client.leave("room:" + room);
	}

	/**
	 * The topic, which is wanted from here on: it is joined unless it is already, and a
	 * push waits for that.
	 */
	private String wanted(String room, Shout shout) {
		if (!StringUtils.hasText(shout.message())) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The message is empty");
		}
		String topic = "room:" + room;
		this.client.join(topic);
		return topic;
	}

	/**
	 * Phoenix's reply, as JSON.
	 *
	 * @param status {@code ok}, {@code error}, or whatever the channel chose
	 * @param response the rest of it
	 * @param roundTripMillis from the push to its reply
	 */
	record Answer(String status, JsonNode response, double roundTripMillis) {

		static Answer of(PhoenixReply reply, Duration roundTrip) {
			return new Answer(reply.status(), reply.response(JsonNode.class), roundTrip.toNanos() / 1_000_000.0);
		}

	}

}
