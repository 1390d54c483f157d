package io.phoenixchannels.listener;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.phoenixchannels.kotlin.KotlinFunction;
import io.phoenixchannels.listener.argument.ListenerArgument;
import io.phoenixchannels.listener.argument.ListenerInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Calls a method of a bean, with arguments that were decided on beforehand.
 */
public final class ListenerMethod implements ListenerHandler {

	private final Object bean;

	private final Method method;

	private final ListenerArgument[] arguments;

	private final ListenerResult result;

	private final @Nullable KotlinFunction function;

	/**
	 * Prepares a method.
	 * @param method one that the bean, which may be a proxy, has; it is made accessible
	 * @param arguments in the order of the parameters
	 * @param result takes what it returns when it is called for a message
	 */
	public ListenerMethod(Object bean, Method method, List<ListenerArgument> arguments, ListenerResult result) {
		this.result = result;
		this.bean = bean;
		this.method = method;
		this.arguments = arguments.toArray(new ListenerArgument[0]);
		this.function = KotlinFunction.of(method);
		ReflectionUtils.makeAccessible(method);
	}

	@Override
	public void handle(ListenerInvocation invocation) throws Exception {
		call(invocation);
	}

	@Override
	public @Nullable CompletionStage<?> handleAsync(ListenerInvocation invocation) throws Exception {
		return this.result.take(call(invocation), invocation);
	}

	private @Nullable Object call(ListenerInvocation invocation) throws Exception {
		@Nullable Object[] values = new Object[this.arguments.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.arguments[i].value(invocation);
		}
		try {
			return (this.function != null) ? this.function.call(this.bean, values)
					: this.method.invoke(this.bean, values);
		}
		catch (InvocationTargetException ex) {
			ReflectionUtils.rethrowException(ex.getTargetException());
			throw ex;
		}
	}

}
