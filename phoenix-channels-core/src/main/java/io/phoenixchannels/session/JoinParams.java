package io.phoenixchannels.session;

import io.phoenixchannels.protocol.Payload;

/**
 * How to come by the params of a join.
 */
public sealed interface JoinParams {

	/**
	 * No params.
	 */
	JoinParams NONE = new Fixed(Payload.EMPTY);

	/**
	 * The same for every join.
	 */
	record Fixed(Payload payload) implements JoinParams {
	}

	/**
	 * Asked for at every join, by {@link Effect.RequestJoinParams}.
	 *
	 * @param source who is to be asked: the session only carries it
	 */
	record Supplied(Object source) implements JoinParams {
	}

}
