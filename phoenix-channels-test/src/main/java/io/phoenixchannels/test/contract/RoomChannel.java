package io.phoenixchannels.test.contract;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.test.ChannelJoin;
import io.phoenixchannels.test.ChannelPush;
import io.phoenixchannels.test.ChannelScript;
import io.phoenixchannels.test.ServerConnection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code room:*} and {@code exact}: one event for everything a channel can do.
 */
final class RoomChannel {

	private RoomChannel() {
	}

	static void install(ChannelScript channel) {
		channel.onJoin(RoomChannel::join);
		replies(channel);
		broadcasts(channel);
		ends(channel);
		binaries(channel);
		channel.onAny((push) -> push.error(
				Map.<String, Object>of("reason", "unknown event", "event", push.rawEvent(), "payload", push.body())));
	}

	private static void join(ChannelJoin join) throws InterruptedException {
		JsonNode params = join.params();
		if (params.has("crash") || params.has("exit")) {
			throw new IllegalStateException("The client asked the join to crash");
		}
		TimeUnit.MILLISECONDS.sleep(params.path("slow").asInt(0));
		if (params.has("deny")) {
			join.error(Map.of("reason", "unauthorized"));
		}
		else if (params.has("deny_with")) {
			join.error(params.get("deny_with"));
		}
		else if (params.has("empty")) {
			join.ok();
		}
		else if (params.has("binary_reply")) {
			join.ok(new byte[] { 1, 2, 3, (byte) 255 });
		}
		else {
			if (params.has("push_after_join")) {
				join.afterJoin((channel) -> channel.push("after_join", Map.of("joined", true)));
			}
			Object shown = params.isObject() ? params
					: Map.of("_raw", (join.bytes() != null) ? Inspect.of(join.bytes()) : Inspect.of(params));
			join.ok(Map.of("room", join.topic(), "params", shown));
		}
	}

	private static void replies(ChannelScript channel) {
		channel.on("echo", (push) -> push.ok(push.body()))
			.on("ok_bare", ChannelPush::ok)
			.on("fail", (push) -> push.error(Map.of("reason", push.payload().path("reason").asString("failed"))))
			.on("fail_bare", ChannelPush::error)
			.on("status",
					(push) -> push.reply(push.payload().path("status").asString("ok"), push.payload().get("response")))
			.on("noreply", ChannelPush::noreply)
			.on("async_reply", RoomChannel::replyLater)
			.on("double_reply", (push) -> {
				push.ok(Map.of("n", 1));
				push.ok(Map.of("n", 2));
			})
			.on("slow", (push) -> {
				int millis = push.payload().path("ms").asInt(0);
				TimeUnit.MILLISECONDS.sleep(millis);
				push.ok(Map.of("ms", millis));
			})
			.on("big", (push) -> push.ok(Map.of("data", "x".repeat(push.payload().path("size").asInt(0)))))
			.on("whoami", RoomChannel::whoAmI);
	}

	private static void replyLater(ChannelPush push) {
		int millis = push.payload().path("after").asInt(0);
		CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
			.execute(() -> push.ok(Map.of("after", millis)));
	}

	private static void whoAmI(ChannelPush push) {
		ServerConnection connection = push.connection();
		Map<String, Object> assigns = new HashMap<>();
		assigns.put("auth_token", connection.handshake().authToken());
		assigns.put("params", connection.handshake().params());
		assigns.put("user_id", connection.handshake().param("user_id"));
		Map<String, Object> response = new HashMap<>();
		response.put("assigns", assigns);
		response.put("id", connection.socketId());
		response.put("join_ref", push.channel().joinRef());
		response.put("ref", push.ref());
		response.put("topic", push.topic());
		push.ok(response);
	}

	private static void broadcasts(ChannelScript channel) {
		channel.on("shout", (push) -> push.broadcast("shout", push.body())).on("shout_reply", (push) -> {
			push.broadcast("shout", push.body());
			push.ok(Map.of("sent", true));
		}).on("shout_from", (push) -> {
			push.broadcastFrom("shout", push.body());
			push.ok();
		})
			.on("intercepted", (push) -> push.broadcast("intercepted", push.body()))
			.intercept("intercepted", (broadcast) -> {
				if (broadcast.payload() instanceof ObjectNode payload) {
					broadcast.push(payload.deepCopy().put("via", "handle_out"));
				}
				else {
					broadcast.push();
				}
			})
			.on("push_me", (push) -> push.push("pushed", push.body()))
			.on("flood", (push) -> {
				int count = push.payload().path("n").asInt(0);
				String filler = "x".repeat(push.payload().path("size").asInt(0));
				for (int i = 1; i <= count; i++) {
					push.push("tick", Map.<String, Object>of("seq", i, "filler", filler));
				}
				push.ok(Map.of("n", count));
			});
	}

	private static void ends(ChannelScript channel) {
		channel.on("crash", (push) -> {
			throw new IllegalStateException("The client asked the channel to crash");
		}).on("stop", (push) -> {
			if (push.payload().path("reason").asString("normal").equals("error")) {
				push.crash();
			}
			else {
				push.stop();
			}
		}).on("stop_reply", (push) -> {
			push.ok(Map.of("bye", true));
			push.stop();
		}).on("kick", (push) -> AdminRoutes.end(push.connection(), push.payload().path("mode").asString("disconnect")));
	}

	private static void binaries(ChannelScript channel) {
		channel.on("binary", (push) -> push.ok(push.body()))
			.on("binary_error", (push) -> push.error(push.body()))
			.on("push_binary", (push) -> {
				JsonNode base64 = push.payload().get("base64");
				byte[] bytes = (base64 != null) ? Base64.getDecoder().decode(base64.asString())
						: filled(push.payload().path("size").asInt(0));
				push.push("bin", bytes);
			});
	}

	private static byte[] filled(int size) {
		byte[] bytes = new byte[size];
		Arrays.fill(bytes, (byte) 'Z');
		return bytes;
	}

}
