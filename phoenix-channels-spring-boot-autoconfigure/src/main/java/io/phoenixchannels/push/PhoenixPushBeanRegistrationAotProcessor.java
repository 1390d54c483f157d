package io.phoenixchannels.push;

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;

/**
 * Makes the proxies of push interfaces possible in a native image.
 */
final class PhoenixPushBeanRegistrationAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		List<Class<?>> types = PushInterfaces.of(registeredBean.getBeanClass());
		if (types.isEmpty()) {
			return null;
		}
		return (context, code) -> types.forEach((type) -> registerHints(context.getRuntimeHints(), type));
	}

	private static void registerHints(RuntimeHints hints, Class<?> type) {
		hints.proxies().registerJdkProxy(AopProxyUtils.completeJdkProxyInterfaces(type));
		for (Method method : type.getMethods()) {
			if (method.isDefault()) {
				hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
			}
		}
	}

}
