package io.phoenixchannels.test.socket;

import io.phoenixchannels.test.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The application's side of a channel. Every method may block and may throw: a throw
 * crashes the channel.
 */
public interface ChannelModule {

	/**
	 * Decides on a join, on the socket's queue: the whole socket waits.
	 */
	JoinAnswer join(ChannelProcess channel, Frame frame) throws Exception;

	/**
	 * Takes a push of the client, on the channel's queue.
	 */
	void handleIn(ChannelProcess channel, Frame frame) throws Exception;

	/**
	 * Whether broadcasts of this event come to {@link #handleOut} instead of going out.
	 */
	boolean intercepts(String event);

	/**
	 * Takes an intercepted broadcast, on the channel's queue.
	 */
	void handleOut(ChannelProcess channel, String event, @Nullable Object payload) throws Exception;

}
