package io.phoenixchannels.listener.argument;

import org.jspecify.annotations.Nullable;

/**
 * What the listener is called for. A listener method has it once: it says what is heard.
 *
 * @param subject the type of what is heard; the listener is only called for this
 * @param argument gives the parameter its value
 */
public record SubjectArgument(Class<?> subject, ListenerArgument argument) implements ListenerArgument {

	@Override
	public @Nullable Object value(ListenerInvocation invocation) throws Exception {
		return this.argument.value(invocation);
	}

}
