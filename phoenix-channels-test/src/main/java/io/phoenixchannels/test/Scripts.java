package io.phoenixchannels.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.test.server.ConnectAnswer;
import io.phoenixchannels.test.server.HttpAnswer;
import io.phoenixchannels.test.server.HttpCall;
import io.phoenixchannels.test.socket.ChannelModule;
import org.jspecify.annotations.Nullable;

/**
 * The application that the server plays: its connect script, its channels in the order
 * they were declared, its HTTP routes, and what is refused right now.
 */
final class Scripts {

	// The lists are replaced as a whole, under the lock of this, and read without it

	private volatile List<Route<ChannelScript>> channels = List.of();

	private volatile List<Route<Script<HttpRequest>>> routes = List.of();

	private volatile List<Route<Object>> refusedJoins = List.of();

	private volatile Script<SocketConnect> connect = SocketConnect::accept;

	private volatile @Nullable Integer refusedConnections;

	synchronized void connect(Script<SocketConnect> script) {
		this.connect = script;
	}

	synchronized void channel(String pattern, ChannelScript script) {
		this.channels = Route.put(this.channels, pattern, script);
	}

	synchronized void http(String path, Script<HttpRequest> script) {
		this.routes = Route.put(this.routes, path, script);
	}

	synchronized Scenario scenario() {
		return new Scenario(this.connect, this.channels, this.routes);
	}

	synchronized void play(Scenario scenario) {
		this.connect = scenario.connect;
		this.channels = scenario.channels;
		this.routes = scenario.routes;
	}

	void refuseConnections(@Nullable Integer status) {
		this.refusedConnections = status;
	}

	synchronized void refuseJoins(String pattern, Object response) {
		this.refusedJoins = Route.put(this.refusedJoins, pattern, response);
	}

	synchronized void acceptJoins() {
		this.refusedJoins = List.of();
	}

	ConnectAnswer connect(HandshakeRequest request) throws Exception {
		SocketConnect connect = new SocketConnect(request);
		Integer status = this.refusedConnections;
		if (status != null) {
			connect.refuse(status);
		}
		else {
			this.connect.run(connect);
		}
		return connect.answer();
	}

	@Nullable ChannelModule route(String topic, ServerConnection connection) {
		ChannelScript script = Route.find(this.channels, topic);
		if (script == null) {
			return null;
		}
		Object refusal = Route.find(this.refusedJoins, topic);
		ChannelScript effective = (refusal != null) ? new ChannelScript().onJoin((join) -> join.error(refusal))
				: script;
		return new ScriptedChannel(effective, connection);
	}

	@Nullable HttpAnswer call(HttpCall call, EmbeddedPhoenixServer server) throws Exception {
		Script<HttpRequest> script = Route.find(this.routes, call.rawPath());
		if (script == null) {
			return null;
		}
		HttpRequest request = new HttpRequest(call, server);
		script.run(request);
		return request.answer();
	}

	static Object refusal(@Nullable Object response) {
		return (response != null) ? response : Map.of();
	}

	/** A pattern, exact or with a star at its end, and what it leads to. */
	record Route<T>(String pattern, T target) {

		private boolean matches(String name) {
			return this.pattern.endsWith("*") ? name.startsWith(this.pattern.substring(0, this.pattern.length() - 1))
					: name.equals(this.pattern);
		}

		static <T> @Nullable T find(List<Route<T>> routes, String name) {
			for (Route<T> route : routes) {
				if (route.matches(name)) {
					return route.target;
				}
			}
			return null;
		}

		/** A pattern that is there already keeps its place. */
		static <T> List<Route<T>> put(List<Route<T>> routes, String pattern, T target) {
			Route<T> route = new Route<>(pattern, target);
			List<Route<T>> replaced = new ArrayList<>(routes);
			replaced.replaceAll((other) -> other.pattern.equals(pattern) ? route : other);
			if (!replaced.contains(route)) {
				replaced.add(route);
			}
			return List.copyOf(replaced);
		}

	}

}
