package io.phoenixchannels.test.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.HttpRequest;
import io.phoenixchannels.test.Script;
import io.phoenixchannels.test.ServerConnection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /admin/...}: how a suite makes the server act.
 */
final class AdminRoutes implements Script<HttpRequest> {

	private static final Set<String> NORMAL_ENDS = Set.of("normal", "shutdown", "shutdown_tuple");

	private final JsonMapper json = new JsonMapper();

	@Override
	public void run(HttpRequest request) {
		List<String> path = request.path();
		String subject = (path.size() > 2) ? path.get(2) : "";
		if (path.size() > 1 && act(request, path.get(1), subject, (path.size() > 3) ? path.get(3) : "")) {
			request.json(200, Map.of("ok", true));
		}
	}

	private boolean act(HttpRequest request, String action, String subject, String event) {
		EmbeddedPhoenixServer server = request.server();
		switch (action) {
			case "disconnect" -> server.disconnect("user:" + subject);
			case "broadcast" -> server.broadcast(subject, event, body(request));
			case "broadcast_binary" -> server.broadcast(subject, event, request.body());
			case "close_channel" -> closeChannel(server, subject, request.param("reason"));
			case "transport" -> endTransport(server, subject, request.param("mode"));
			case "shutdown" -> new Thread(server::stop, "phoenix-server-shutdown").start();
			case "presence" -> {
				request.json(200, server.presence(subject));
				return false;
			}
			default -> {
				return false;
			}
		}
		return true;
	}

	private JsonNode body(HttpRequest request) {
		return (request.body().length > 0) ? this.json.readTree(request.body()) : this.json.createObjectNode();
	}

	private void closeChannel(EmbeddedPhoenixServer server, String topic, @Nullable String reason) {
		if (reason == null || NORMAL_ENDS.contains(reason)) {
			server.closeChannel(topic);
		}
		else {
			server.crashChannel(topic);
		}
	}

	private void endTransport(EmbeddedPhoenixServer server, String userId, @Nullable String mode) {
		server.connections()
			.stream()
			.filter((connection) -> ("user:" + userId).equals(connection.socketId()))
			.filter((connection) -> !connection.channels().isEmpty())
			.forEach((connection) -> end(connection, (mode != null) ? mode : "disconnect"));
	}

	static void end(ServerConnection connection, String mode) {
		switch (mode) {
			case "drain" -> connection.drain();
			case "kill" -> connection.kill();
			case "crash" -> connection.close(1011);
			default -> connection.disconnect();
		}
	}

}
