package io.phoenixchannels.test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.test.wire.UnsupportedPayloadException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The scripted server, over the wire.
 */
class EmbeddedPhoenixServerTests {

	private static final String TARGET = "/socket/websocket?user_id=7&vsn=2.0.0";

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.onConnect((connect) -> connect.accept("user:" + connect.param("user_id")))
		.channel("room:*",
				(channel) -> channel.onJoin((join) -> join.ok(Map.of("room", join.topic())))
					.on("echo", (push) -> push.ok(push.body()))
					.on("shout", (push) -> push.broadcast("shout", push.body())))
		.start();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void joinsRepliesAndBroadcasts() throws Exception {
		try (RawWebSocket client = new RawWebSocket(this.server.port(), TARGET)) {
			assertThat(client.answer().status()).isEqualTo(101);
			client.text("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
			assertThat(client.nextText()).isEqualTo(
					"[\"1\",\"1\",\"room:a\",\"phx_reply\",{\"response\":{\"room\":\"room:a\"},\"status\":\"ok\"}]");
			client.text("[\"1\",\"2\",\"room:a\",\"echo\",{\"f\":1e3}]");
			assertThat(client.nextText())
				.isEqualTo("[\"1\",\"2\",\"room:a\",\"phx_reply\",{\"response\":{\"f\":1.0e3},\"status\":\"ok\"}]");
			client.text("[\"1\",\"3\",\"room:a\",\"shout\",{\"x\":1}]");
			assertThat(client.nextText()).isEqualTo("[null,null,\"room:a\",\"shout\",{\"x\":1}]");
			this.server.broadcast("room:a", "news", Map.of("n", 1));
			assertThat(client.nextText()).isEqualTo("[null,null,\"room:a\",\"news\",{\"n\":1}]");
			this.server.channels("room:a").get(0).push("hello", List.of(1));
			assertThat(client.nextText()).isEqualTo("[\"1\",null,\"room:a\",\"hello\",[1]]");
			assertThat(this.server.awaitPush("room:a", "shout").payload().path("x").asInt()).isEqualTo(1);
			assertThat(this.server.disconnect("user:7")).isEqualTo(1);
			assertThat(client.next().code()).isEqualTo(1001);
			assertThat(client.next().kind()).isEqualTo("end");
		}
		assertThat(this.server.scriptFailures()).isEmpty();
	}

	private RawWebSocket joined(String target) throws Exception {
		RawWebSocket client = new RawWebSocket(this.server.port(), target);
		client.text(target.contains("vsn=2") ? "[\"1\",\"1\",\"room:a\",\"phx_join\",{}]"
				: "{\"topic\":\"room:a\",\"event\":\"phx_join\",\"payload\":{},\"ref\":\"1\"}");
		assertThat(client.nextText()).contains("\"status\":\"ok\"");
		return client;
	}

	@Test
	void repliesLaterFromAnyThread() throws Exception {
		CompletableFuture<ChannelPush> asked = new CompletableFuture<>();
		this.server.channel("room:*", (channel) -> channel.on("ask", asked::complete));
		try (RawWebSocket client = joined(TARGET)) {
			client.text("[\"1\",\"2\",\"room:a\",\"ask\",{}]");
			ChannelPush push = asked.get(5, TimeUnit.SECONDS);
			push.reply("maybe", null);
			assertThat(client.nextText())
				.isEqualTo("[\"1\",\"2\",\"room:a\",\"phx_reply\",{\"response\":null,\"status\":\"maybe\"}]");
			push.channel().crash();
			push.ok();
			assertThat(client.nextText()).contains("phx_error");
			assertThat(client.isQuiet(50)).isTrue();
		}
	}

	@Test
	void pushWithoutScriptCrashesTheChannelAndIsReported() throws Exception {
		try (RawWebSocket client = joined(TARGET)) {
			client.text("[\"1\",\"2\",\"room:a\",\"unheard\",{}]");
			assertThat(client.nextText())
				.isEqualTo("[\"1\",\"1\",\"room:a\",\"phx_error\",{\"reason\":\"channel_crash\"}]");
			assertThat(this.server.scriptFailures()).singleElement()
				.isInstanceOf(UnhandledPushException.class)
				.extracting(Throwable::getMessage)
				.isEqualTo("The channel of room:a has no script for the event \"unheard\"; "
						+ "add one with on(..) or onAny(..)");
		}
	}

	@Test
	void joinCannotPushButItsAfterJoinCan() throws Exception {
		this.server.channel("early:*", (channel) -> channel.onJoin((join) -> join.channel().push("x", null)));
		this.server.channel("later:*",
				(channel) -> channel.onJoin((join) -> join.afterJoin((joined) -> joined.push("x", null))));
		try (RawWebSocket client = joined(TARGET)) {
			client.text("[\"2\",\"2\",\"early:a\",\"phx_join\",{}]");
			assertThat(client.nextText()).contains("join crashed");
			client.text("[\"3\",\"3\",\"later:a\",\"phx_join\",{}]");
			assertThat(client.nextText())
				.isEqualTo("[\"3\",\"3\",\"later:a\",\"phx_reply\",{\"response\":{},\"status\":\"ok\"}]");
			assertThat(client.nextText()).isEqualTo("[\"3\",null,\"later:a\",\"x\",{}]");
		}
	}

	@Test
	void answeringAJoinTwiceCrashesIt() throws Exception {
		this.server.channel("twice", (channel) -> channel.onJoin((join) -> {
			join.ok();
			join.error("no");
		}));
		try (RawWebSocket client = joined(TARGET)) {
			client.text("[\"2\",\"2\",\"twice\",\"phx_join\",{}]");
			assertThat(client.nextText()).contains("join crashed");
			assertThat(this.server.scriptFailures()).singleElement().isInstanceOf(IllegalStateException.class);
		}
	}

	@Test
	void bytesCannotBeBroadcastToTheFirstVersion() throws Exception {
		try (RawWebSocket client = joined("/socket/websocket")) {
			assertThatExceptionOfType(UnsupportedPayloadException.class)
				.isThrownBy(() -> this.server.broadcast("room:a", "x", new byte[1]));
			this.server.broadcast("room:a", "x", List.of());
			assertThat(client.nextText())
				.isEqualTo("{\"event\":\"x\",\"payload\":[],\"ref\":null,\"topic\":\"room:a\"}");
			assertThat(this.server.connections().get(0).protocolVersion()).isEqualTo("1.0.0");
		}
	}

	@Test
	void presenceGoesWithItsConnection() throws Exception {
		this.server.channel("room:*", (channel) -> channel.on("track", (push) -> {
			push.channel().presence().track("one", Map.of("a", 1));
			push.channel().presence().track("two", null);
			push.ok();
		}));
		try (RawWebSocket watching = joined(TARGET); RawWebSocket tracked = joined(TARGET)) {
			tracked.text("[\"1\",\"2\",\"room:a\",\"track\",{}]");
			assertThat(watching.nextText()).contains("presence_diff", "\"joins\":{\"one\":{\"metas\":[{\"a\":1,");
			assertThat(watching.nextText()).contains("presence_diff", "\"joins\":{\"two\"");
			assertThat(this.server.presence("room:a").propertyNames()).containsExactly("one", "two");
			this.server.connections().get(1).kill();
			assertThat(watching.nextText()).contains("presence_diff", "\"joins\":{},\"leaves\":{\"one\"", "\"two\"");
			assertThat(this.server.presence("room:a")).isEmpty();
		}
	}

	@Test
	void firstMatchingPatternCounts() throws Exception {
		this.server.channel("room:a:*", (channel) -> channel.onJoin((join) -> join.error("never asked")));
		try (RawWebSocket client = joined(TARGET)) {
			client.text("[\"2\",\"2\",\"room:a:b\",\"phx_join\",{}]");
			assertThat(client.nextText()).contains("\"status\":\"ok\"");
		}
	}

}
