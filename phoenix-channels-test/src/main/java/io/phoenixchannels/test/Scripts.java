package io.phoenixchannels.test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

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

	private final List<Route<ChannelScript>> channels = new CopyOnWriteArrayList<>();

	private final List<Route<Script<HttpRequest>>> routes = new CopyOnWriteArrayList<>();

	private final List<Route<Object>> refusedJoins = new CopyOnWriteArrayList<>();

	private volatile Script<SocketConnect> connect = SocketConnect::accept;

	private volatile @Nullable Integer refusedConnections;

	void connect(Script<SocketConnect> script) {
		this.connect = script;
	}

	void channel(String pattern, ChannelScript script) {
		Route.put(this.channels, pattern, script);
	}

	void http(String path, Script<HttpRequest> script) {
		Route.put(this.routes, path, script);
	}

	void refuseConnections(@Nullable Integer status) {
		this.refusedConnections = status;
	}

	void refuseJoins(String pattern, Object response) {
		Route.put(this.refusedJoins, pattern, response);
	}

	void acceptJoins() {
		this.refusedJoins.clear();
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
	private record Route<T>(String pattern, T target) {

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

		static <T> void put(List<Route<T>> routes, String pattern, T target) {
			Route<T> route = new Route<>(pattern, target);
			synchronized (routes) {
				for (int i = 0; i < routes.size(); i++) {
					if (routes.get(i).pattern.equals(pattern)) {
						routes.set(i, route);
						return;
					}
				}
				routes.add(route);
			}
		}

	}

}
