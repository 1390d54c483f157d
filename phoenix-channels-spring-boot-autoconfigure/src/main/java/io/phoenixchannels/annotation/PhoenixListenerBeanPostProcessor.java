package io.phoenixchannels.annotation;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.phoenixchannels.listener.InvalidListenerException;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;

/**
 * Finds {@link PhoenixListener} methods on beans, and registers them when all singletons
 * are there; those of beans that are created later, at once.
 */
public final class PhoenixListenerBeanPostProcessor
		implements BeanPostProcessor, BeanFactoryAware, SmartInitializingSingleton, Ordered {

	private final Set<Class<?>> unannotated = ConcurrentHashMap.newKeySet();

	private final List<ListenerCandidate> early = new ArrayList<>();

	@SuppressWarnings("NullAway.Init")
	private ConfigurableListableBeanFactory beanFactory;

	private volatile @Nullable ListenerEndpoints endpoints;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AopInfrastructureBean || ScopedProxyUtils.isScopedTarget(beanName)) {
			return bean;
		}
		Class<?> beanClass = AopUtils.getTargetClass(bean);
		if (this.unannotated.contains(beanClass)) {
			return bean;
		}
		Map<Method, List<PhoenixListener>> methods = ListenerMethods.of(beanClass);
		if (methods.isEmpty()) {
			this.unannotated.add(beanClass);
			return bean;
		}
		requireSingleton(beanName, beanClass, methods);
		methods.forEach((method, annotations) -> annotations
			.forEach((annotation) -> found(new ListenerCandidate(bean, beanName, method, annotation))));
		return bean;
	}

	private void found(ListenerCandidate candidate) {
		ListenerEndpoints endpoints;
		synchronized (this.early) {
			endpoints = this.endpoints;
			if (endpoints == null) {
				this.early.add(candidate);
				return;
			}
		}
		register(candidate, endpoints);
	}

	private void register(ListenerCandidate candidate, ListenerEndpoints endpoints) {
		this.beanFactory.getBean(PhoenixListenerEndpointRegistry.class).register(endpoints.create(candidate));
	}

	@Override
	public void afterSingletonsInstantiated() {
		refuseUnreachableBeans();
		ListenerEndpoints endpoints = new ListenerEndpoints(this.beanFactory);
		List<ListenerCandidate> candidates;
		synchronized (this.early) {
			candidates = List.copyOf(this.early);
			this.early.clear();
			this.endpoints = endpoints;
		}
		candidates.forEach((candidate) -> register(candidate, endpoints));
	}

	/**
	 * Nobody creates a bean of another scope just for its listeners, so that they would
	 * never be called, without a sign.
	 */
	private void refuseUnreachableBeans() {
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			if (!this.beanFactory.isSingleton(name) && !ScopedProxyUtils.isScopedTarget(name)
					&& !this.beanFactory.getBeanDefinition(name).isAbstract()) {
				Class<?> type = this.beanFactory.getType(name, false);
				if (type != null) {
					requireSingleton(name, type, ListenerMethods.of(type));
				}
			}
		}
	}

	private void requireSingleton(String beanName, Class<?> beanClass, Map<Method, ?> methods) {
		if (!methods.isEmpty() && this.beanFactory.containsBean(beanName) && !this.beanFactory.isSingleton(beanName)) {
			Method method = methods.keySet().iterator().next();
			throw new InvalidListenerException(ListenerCandidate.describe(beanClass, method), "the bean '" + beanName
					+ "' is no singleton, so that it is not clear which instance would be called."
					+ " Make it a singleton, or give its scope a proxy (proxyMode = ScopedProxyMode.TARGET_CLASS)");
		}
	}

}
