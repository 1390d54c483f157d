package com.example.docs;

import java.util.Map;

import io.phoenixchannels.client.JoinRejectedException;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.session.Notice;

/**
 * What other clients' programs look like here.
 */
class Migrating {

	void socketAndChannel(String token) {
		// tag::java[]
		PhoenixClient client = PhoenixClient.builder("ws://localhost:4000/socket").param("token", token).build();
		client.observe((notice) -> {
			if (notice instanceof Notice.ConnectionLost lost) {
				System.out.println(lost.reason() + ", next attempt at " + lost.retryAt());
			}
		});
		client.connect();

		PhoenixChannel room = client.channel("chatroom:general");
		room.on("new_message", Message.class, (message) -> System.out.println(message.body()));
		room.join().whenComplete((reply, failure) -> {
			if (failure instanceof JoinRejectedException rejected) {
				System.out.println("not let in: " + rejected.reply().reason());
			}
		});
		room.push("new_message", Map.of("body", "hello"))
			.thenAccept((reply) -> System.out.println("answered " + reply.status()));
		// end::java[]
	}

	void handlersAtRunTime(PhoenixClient client) {
		// tag::handlers[]
		PhoenixChannel lobby = client.channel("room:lobby");
		PhoenixRegistration all = lobby.onMessage((message) -> System.out.println(message.topic()));
		PhoenixRegistration joins = lobby.on("user_join", User.class, (user) -> System.out.println(user.name()));
		lobby.join();
		// ... at any time
		joins.close();
		all.close();
		lobby.leave();
		// end::handlers[]
	}

	record Message(String body) {
	}

	record User(String name) {
	}

}
