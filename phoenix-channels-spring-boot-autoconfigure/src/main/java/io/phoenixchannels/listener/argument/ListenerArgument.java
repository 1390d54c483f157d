package io.phoenixchannels.listener.argument;

import org.jspecify.annotations.Nullable;

/**
 * Gives one parameter of a listener method its value, for each message anew. Called by
 * several threads at once.
 */
@FunctionalInterface
public interface ListenerArgument {

	/**
	 * The value for one message.
	 * @throws Exception if the message has none that fits; the method is not called then,
	 * and the failure is treated as its own
	 */
	@Nullable Object value(ListenerInvocation invocation) throws Exception;

}
