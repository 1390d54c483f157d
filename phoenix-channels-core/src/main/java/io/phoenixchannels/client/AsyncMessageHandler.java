package io.phoenixchannels.client;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Hears whole messages, and may say that it is not finished with one when it returns. The
 * next handler, and the next message of the topic, wait until it is: the order is that of
 * a {@link MessageHandler}, but no thread is bound meanwhile. Other topics go on.
 * <p>
 * Its methods are called on the callback executor, one at a time for each topic. While a
 * topic waits, its messages queue up as they do behind a handler that blocks, and the
 * {@link ListenerPolicy} holds. A stage that never completes holds its topic up for ever,
 * and nothing else: give it a timeout. Closing the client does not wait for it.
 */
@FunctionalInterface
public interface AsyncMessageHandler {

	/**
	 * Begins to handle one message.
	 * @return completes, on any thread, when the message is handled; null if it is
	 * already
	 * @throws Exception to say that it failed, which is announced, and hurts neither
	 * other handlers nor later messages
	 */
	@Nullable CompletionStage<?> handle(PhoenixMessage message) throws Exception;

	/**
	 * Asked before each message, so that a handler can hold its topic up for a while. It
	 * must answer at once.
	 * @return completes, on any thread and in any way, when this is to be asked again;
	 * null, or a stage that is complete, lets the message come
	 */
	default @Nullable CompletionStage<?> whenReady() {
		return null;
	}

	/**
	 * Where it comes among those of the same topic that hear the same event: lower orders
	 * come first, and equal ones in the order of their registration. Asked once, when the
	 * handler is added. Other kinds of handlers have the last order, too.
	 */
	default int order() {
		return Integer.MAX_VALUE;
	}

	/**
	 * Called when the stage that {@link #handle} returned has failed, before anything
	 * else of the topic is handled.
	 * @param failure what it completed with, without a {@code CompletionException} around
	 * it
	 * @throws Exception to say that it was not dealt with, such as the failure itself: it
	 * is announced like that of a {@link MessageHandler}
	 */
	default void failed(PhoenixMessage message, Throwable failure) throws Exception {
		if (failure instanceof Exception exception) {
			throw exception;
		}
		if (failure instanceof Error error) {
			throw error;
		}
		throw new IllegalStateException(failure);
	}

}
