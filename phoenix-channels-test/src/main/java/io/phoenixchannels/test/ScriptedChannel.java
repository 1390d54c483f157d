package io.phoenixchannels.test;

import io.phoenixchannels.test.socket.ChannelModule;
import io.phoenixchannels.test.socket.ChannelProcess;
import io.phoenixchannels.test.socket.JoinAnswer;
import io.phoenixchannels.test.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Plays one channel from its script. One object a join.
 */
final class ScriptedChannel implements ChannelModule {

	private final ChannelScript script;

	private final ServerConnection connection;

	private volatile @Nullable ServerChannel channel;

	ScriptedChannel(ChannelScript script, ServerConnection connection) {
		this.script = script;
		this.connection = connection;
	}

	static ServerChannel of(ChannelProcess process) {
		return ((ScriptedChannel) process.module()).channel(process);
	}

	private ServerChannel channel(ChannelProcess process) {
		ServerChannel channel = this.channel;
		if (channel == null) {
			channel = new ServerChannel(process, this.connection);
			this.channel = channel;
		}
		return channel;
	}

	@Override
	public JoinAnswer join(ChannelProcess process, Frame frame) throws Exception {
		ChannelJoin join = new ChannelJoin(channel(process), frame);
		this.script.join().run(join);
		return join.answer();
	}

	@Override
	public void handleIn(ChannelProcess process, Frame frame) throws Exception {
		String event = frame.event().isString() ? frame.event().stringValue() : null;
		Script<ChannelPush> handler = this.script.handler(event);
		if (handler == null) {
			throw new UnhandledPushException(process.topic(), frame.event().toString());
		}
		handler.run(new ChannelPush(channel(process), frame));
	}

	@Override
	public boolean intercepts(String event) {
		return this.script.interceptor(event) != null;
	}

	@Override
	public void handleOut(ChannelProcess process, String event, @Nullable Object payload) throws Exception {
		Script<InterceptedBroadcast> interceptor = this.script.interceptor(event);
		if (interceptor != null) {
			interceptor.run(new InterceptedBroadcast(channel(process), event, payload));
		}
	}

}
