package io.phoenixchannels.client;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Gives the params of a join, anew for each attempt. Called on the callback executor.
 */
@FunctionalInterface
public interface JoinParamsSupplier {

	/**
	 * The params for one attempt.
	 * @return anything that Jackson writes, a {@link io.phoenixchannels.protocol.Payload}
	 * or bytes, or null for none. If it fails, or takes longer than the join timeout, the
	 * join counts as failed and is tried again; if it gives what cannot be written, the
	 * join ends with {@link JoinRefusedException}
	 */
	CompletionStage<? extends @Nullable Object> get(JoinContext context);

	/**
	 * What is known when a topic is about to be joined.
	 *
	 * @param rejoin whether it had been joined before
	 * @param lastMessage the last message of the topic that all handlers have seen, from
	 * which a cursor can be computed, or the one that the topic
	 * {@linkplain PhoenixChannel#resumeAfter resumes after}; null if there is none
	 * @param lastRejection the reply to the join before, if it was rejected; otherwise
	 * null
	 */
	record JoinContext(String topic, boolean rejoin, @Nullable PhoenixMessage lastMessage,
			@Nullable PhoenixReply lastRejection) {
	}

}
