package io.phoenixchannels.push;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.Map;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * Implements the methods of one interface.
 *
 * @param pushes those that push
 * @param defaults those that the interface implements itself, with the proxy as their
 * first argument
 */
record PushInterceptor(Class<?> type, Map<Method, PushMethod> pushes,
		Map<Method, MethodHandle> defaults) implements MethodInterceptor {

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		PushMethod push = this.pushes.get(invocation.getMethod());
		if (push != null) {
			return push.invoke(invocation.getArguments());
		}
		MethodHandle implemented = this.defaults.get(invocation.getMethod());
		if (implemented != null) {
			Object proxy = ((ProxyMethodInvocation) invocation).getProxy();
			return implemented.bindTo(proxy).invokeWithArguments(invocation.getArguments());
		}
		// Spring's proxies deal with equals and hashCode themselves.
		return toString();
	}

	@Override
	public String toString() {
		return "pushes of " + this.type.getName();
	}

}
