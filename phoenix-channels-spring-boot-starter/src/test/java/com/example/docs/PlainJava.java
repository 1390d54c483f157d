package com.example.docs;

import java.util.Map;

import io.phoenixchannels.client.PhoenixClient;

/**
 * A program that is nothing but a client.
 */
class PlainJava {

	// tag::plain[]
	public static void main(String[] args) throws InterruptedException {
		try (PhoenixClient client = PhoenixClient.builder("ws://localhost:4000/socket").apiKey(args[0]).build()) {
			client.channel("room:lobby").onMessage((message) -> System.out.println(message.event()));
			client.channel("room:lobby").on("shout", Shout.class, (shout) -> System.out.println(shout.body()));
			client.join("room:lobby", Map.of("name", "java"));
			client.run(); // until Ctrl+C
		}
	}
	// end::plain[]

	record Shout(String name, String body) {
	}

}
