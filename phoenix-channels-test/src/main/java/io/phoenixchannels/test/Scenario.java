package io.phoenixchannels.test;

import java.util.List;

/**
 * What a server plays at one moment: its connect script, channels and HTTP routes; to
 * come back to with {@link EmbeddedPhoenixServer#reset(Scenario)}. Faults are no part of
 * it.
 */
public final class Scenario {

	final Script<SocketConnect> connect;

	final List<Scripts.Route<ChannelScript>> channels;

	final List<Scripts.Route<Script<HttpRequest>>> routes;

	Scenario(Script<SocketConnect> connect, List<Scripts.Route<ChannelScript>> channels,
			List<Scripts.Route<Script<HttpRequest>>> routes) {
		this.connect = connect;
		this.channels = channels;
		this.routes = routes;
	}

}
