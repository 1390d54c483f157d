package io.phoenixchannels.test;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * What the channels of one topic pattern do. Without any script a channel lets everyone
 * join and crashes on every push, as a Phoenix channel without {@code handle_in} does.
 * May be changed while the server runs; running channels follow.
 */
public final class ChannelScript {

	private final Map<String, Script<ChannelPush>> handlers = new ConcurrentHashMap<>();

	private final Map<String, Script<InterceptedBroadcast>> interceptors = new ConcurrentHashMap<>();

	private volatile Script<ChannelJoin> join = (join) -> {
	};

	private volatile @Nullable Script<ChannelPush> fallback;

	ChannelScript() {
	}

	/**
	 * Decides on joins. A script that answers nothing lets the client in with an empty
	 * response; one that throws crashes the join. While it runs the client's whole socket
	 * waits, heartbeats included (recording {@code slow_join}).
	 */
	public ChannelScript onJoin(Script<ChannelJoin> script) {
		this.join = script;
		return this;
	}

	/**
	 * Handles the pushes of one event, one at a time and in order. A script that throws
	 * crashes the channel. While it runs only its own channel waits.
	 */
	public ChannelScript on(String event, Script<ChannelPush> script) {
		this.handlers.put(event, script);
		return this;
	}

	/**
	 * Handles every push that has no handler of its own, also those whose event is no
	 * text.
	 */
	public ChannelScript onAny(Script<ChannelPush> script) {
		this.fallback = script;
		return this;
	}

	/**
	 * Intercepts broadcasts of an event, as Phoenix's {@code intercept} and
	 * {@code handle_out} do: they go out only if the script pushes them, and then carry
	 * the join_ref.
	 */
	public ChannelScript intercept(String event, Script<InterceptedBroadcast> script) {
		this.interceptors.put(event, script);
		return this;
	}

	Script<ChannelJoin> join() {
		return this.join;
	}

	@Nullable Script<ChannelPush> handler(@Nullable String event) {
		Script<ChannelPush> handler = (event != null) ? this.handlers.get(event) : null;
		return (handler != null) ? handler : this.fallback;
	}

	@Nullable Script<InterceptedBroadcast> interceptor(String event) {
		return this.interceptors.get(event);
	}

}
