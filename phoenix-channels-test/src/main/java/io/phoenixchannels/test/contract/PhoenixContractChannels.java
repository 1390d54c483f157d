package io.phoenixchannels.test.contract;

import java.time.Duration;

import io.phoenixchannels.test.EmbeddedPhoenixServerBuilder;
import io.phoenixchannels.test.SocketConnect;

/**
 * Makes an embedded server behave like the Phoenix application behind the recordings:
 * sockets {@code /socket}, {@code /socket_short} (idle after 2 s),
 * {@code /socket_deflate} (without compression), {@code /socket_limited} (3 channels,
 * frames up to 64 KiB), {@code /socket_plain} (no auth tokens); channels {@code room:*},
 * {@code exact} and {@code presence:*}; the connect rules; and the routes under
 * {@code /admin} and {@code /health}. The README beside the recordings describes each of
 * them.
 */
public final class PhoenixContractChannels {

	private PhoenixContractChannels() {
	}

	/**
	 * Installs everything on a builder, in place of what it has by the same names.
	 * @return the builder
	 */
	public static EmbeddedPhoenixServerBuilder install(EmbeddedPhoenixServerBuilder builder) {
		return builder.path("/socket")
			.socket("/socket_short", (socket) -> socket.idleTimeout(Duration.ofSeconds(2)))
			.socket("/socket_deflate", (socket) -> {
			})
			.socket("/socket_limited", (socket) -> socket.maxChannels(3).maxFrameSize(65_536))
			.socket("/socket_plain", (socket) -> socket.authToken(false))
			.onConnect(PhoenixContractChannels::connect)
			.channel("room:*", RoomChannel::install)
			.channel("exact", RoomChannel::install)
			.channel("presence:*", PresenceChannel::install)
			.http("/health", (request) -> request.text(200, "ok"))
			.http("/admin/*", new AdminRoutes());
	}

	private static void connect(SocketConnect connect) {
		String token = connect.param("token");
		if ("raise".equals(token)) {
			throw new IllegalStateException("The client asked the server to raise");
		}
		if ("bad_reason".equals(token)) {
			connect.refuse(429, "bad reason");
		}
		else if ("bad".equals(token) || "bad".equals(connect.param("api_key")) || "bad".equals(connect.authToken())) {
			connect.refuse(403);
		}
		else {
			String userId = connect.param("user_id");
			connect.accept((userId != null) ? "user:" + userId : null);
		}
	}

}
