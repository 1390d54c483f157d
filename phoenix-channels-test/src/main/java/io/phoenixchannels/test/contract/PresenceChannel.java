package io.phoenixchannels.test.contract;

import java.util.Map;

import io.phoenixchannels.test.ChannelJoin;
import io.phoenixchannels.test.ChannelPush;
import io.phoenixchannels.test.ChannelScript;
import io.phoenixchannels.test.ServerPresence;

/**
 * {@code presence:*}: a channel that tracks whoever joins. A push it does not know
 * crashes it. Replies go out before the diff they cause, as they mostly did in the
 * recordings.
 */
final class PresenceChannel {

	private PresenceChannel() {
	}

	static void install(ChannelScript channel) {
		channel.onJoin(PresenceChannel::join).on("update", (push) -> {
			push.ok();
			presence(push).update(user(push), push.payload());
		}).on("untrack", (push) -> {
			push.ok();
			presence(push).untrack(user(push));
		}).on("track", (push) -> {
			push.ok();
			presence(push).track(push.payload().path("user").asString(), push.payload().get("meta"));
		})
			.on("list", (push) -> push.ok(presence(push).list()))
			.on("echo", (push) -> push.ok(push.body()))
			.on("stop", ChannelPush::stop)
			.on("crash", (push) -> {
				throw new IllegalStateException("The client asked the channel to crash");
			});
	}

	private static void join(ChannelJoin join) {
		String user = join.params().path("user").asString();
		join.channel().assign("user", user);
		join.afterJoin((channel) -> {
			channel.presence().track(user, join.param("meta"));
			channel.presence().pushState();
		});
		join.ok(Map.of("user", user));
	}

	private static ServerPresence presence(ChannelPush push) {
		return push.channel().presence();
	}

	private static String user(ChannelPush push) {
		return push.channel().assigned("user", String.class);
	}

}
