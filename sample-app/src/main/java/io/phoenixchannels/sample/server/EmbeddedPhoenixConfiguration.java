package io.phoenixchannels.sample.server;

import java.util.Map;

import io.phoenixchannels.boot.autoconfigure.PhoenixConnectionDetails;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.test.ChannelScript;
import io.phoenixchannels.test.EmbeddedPhoenixServer;

import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A Phoenix of our own, on a free port, and the client's way to it: connection details
 * take the place of the URL.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnEmbeddedPhoenix
class EmbeddedPhoenixConfiguration {

	@Bean(destroyMethod = "close")
	EmbeddedPhoenixServer embeddedPhoenixServer() {
		return EmbeddedPhoenixServer.builder()
			.frameLogCapacity(0)
			.channel("room:*", EmbeddedPhoenixConfiguration::room)
			.start();
	}

	@Bean
	PhoenixConnectionDetails embeddedPhoenixConnectionDetails(EmbeddedPhoenixServer server) {
		return server::url;
	}

	/**
	 * What {@code mix phx.gen.channel} generates, but that a shout is answered.
	 */
	private static void room(ChannelScript room) {
		room.on("ping", (push) -> push.ok(push.body()));
		room.on("shout", (push) -> {
			push.broadcast("shout", push.body());
			push.ok(Map.of("members", Members.NAMES.size() + 1));
		});
	}

	/**
	 * The members talk in more rooms than the one that has a listener of its own.
	 */
	@Bean
	ApplicationRunner joinOtherRooms(PhoenixClient client) {
		return (arguments) -> Members.ROOMS.forEach((room) -> client.join("room:" + room));
	}

}
