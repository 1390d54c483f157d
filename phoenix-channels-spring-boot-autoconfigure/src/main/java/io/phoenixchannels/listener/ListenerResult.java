package io.phoenixchannels.listener;

import java.util.concurrent.CompletionStage;

import io.phoenixchannels.listener.argument.ListenerInvocation;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the value that a listener method returned.
 */
@FunctionalInterface
public interface ListenerResult {

	/**
	 * There is none, or nobody gets it.
	 */
	ListenerResult NONE = (value, invocation) -> null;

	/**
	 * Takes a value. Called where the method returned, or where the value came later.
	 * @return completes when the message is handled; null if it is
	 */
	@Nullable CompletionStage<?> take(@Nullable Object value, ListenerInvocation invocation);

}
