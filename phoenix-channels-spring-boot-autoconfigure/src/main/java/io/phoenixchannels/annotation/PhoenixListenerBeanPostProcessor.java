package io.phoenixchannels.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.phoenixchannels.listener.InvalidListenerException;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds {@link PhoenixListener}, {@link PhoenixChannelListener} and
 * {@link PhoenixPresenceListener} methods on beans, and registers them when all
 * singletons are there; those of beans that are created later, at once. Without an order,
 * so that it comes after all that have one, and sees the proxies that they make.
 */
public final class PhoenixListenerBeanPostProcessor
		implements BeanPostProcessor, BeanFactoryAware, SmartInitializingSingleton {

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
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (ScopedProxyUtils.isScopedTarget(beanName)) {
			return bean;
		}
		Class<?> beanClass = AopUtils.getTargetClass(bean);
		if (this.unannotated.contains(beanClass)) {
			return bean;
		}
		Map<Method, List<Annotation>> methods = ListenerMethods.of(beanClass);
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
		reachBeans();
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
	 * Nobody asks for a bean just because of its listeners. Proxies of scopes and
	 * products of factories are asked for here; for the rest they would never be called,
	 * without a sign.
	 */
	private void reachBeans() {
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			if (!this.beanFactory.getBeanDefinition(name).isAbstract()) {
				Class<?> type = this.beanFactory.getType(name, false);
				Map<Method, ?> methods = (type != null) ? ListenerMethods.of(type) : Map.of();
				if (type != null && !methods.isEmpty()) {
					reach(name, type, methods);
				}
			}
		}
	}

	private void reach(String name, Class<?> type, Map<Method, ?> methods) {
		if (ScopedProxyUtils.isScopedTarget(name)) {
			this.beanFactory.getBean(ScopedProxyUtils.getOriginalBeanName(name));
			return;
		}
		requireSingleton(name, type, methods);
		if (this.beanFactory.isFactoryBean(name)) {
			this.beanFactory.getBean(name);
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
