package io.phoenixchannels.session;

import io.phoenixchannels.protocol.Reply;

/**
 * How an operation ended. Texts are for people, and free of secrets.
 */
public sealed interface Outcome {

	/**
	 * It is done, and there is nothing to tell: connected, disconnected, left, sent.
	 */
	Outcome DONE = new Done();

	record Done() implements Outcome {
	}

	/**
	 * The server replied to the push, with whatever status; or confirmed the join.
	 */
	record Replied(Reply reply) implements Outcome {
	}

	/**
	 * The server rejected the join for good.
	 */
	record Rejected(Reply reply) implements Outcome {
	}

	/**
	 * The deadline of the push passed.
	 *
	 * @param sent whether it had been sent
	 */
	record TimedOut(boolean sent) implements Outcome {
	}

	/**
	 * The push was sent, and no reply can come any more: its outcome is unknown.
	 */
	record Interrupted(String why) implements Outcome {
	}

	/**
	 * The push, or the join, was not sent, and will not be.
	 */
	record Refused(String why) implements Outcome {
	}

	/**
	 * The join ended before it was confirmed.
	 */
	record Closed(String why) implements Outcome {
	}

	/**
	 * The client no longer tries to connect.
	 */
	record GivenUp(DisconnectReason reason) implements Outcome {
	}

}
