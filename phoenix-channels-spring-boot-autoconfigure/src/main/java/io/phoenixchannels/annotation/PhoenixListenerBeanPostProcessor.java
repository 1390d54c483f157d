package io.phoenixchannels.annotation;

import java.util.ArrayList;
import java.util.List;
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
 * {@link PhoenixPresenceListener} on beans, and registers them when all singletons are
 * there, and after them what {@link PhoenixListenerConfigurer} beans register; those of
 * beans that are created later, at once. Without an order, so that it comes after all
 * that have one, and sees the proxies that they make.
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
		List<ListenerDeclaration> declarations = declarations(beanClass);
		if (declarations.isEmpty()) {
			return bean;
		}
		requireSingleton(beanName, beanClass, declarations);
		declarations.forEach((declaration) -> found(new ListenerCandidate(bean, beanName, declaration)));
		return bean;
	}

	private List<ListenerDeclaration> declarations(Class<?> type) {
		if (this.unannotated.contains(type)) {
			return List.of();
		}
		List<ListenerDeclaration> declarations = ListenerMethods.of(type);
		if (declarations.isEmpty()) {
			this.unannotated.add(type);
		}
		return declarations;
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
		PhoenixListenerEndpointRegistry registry = this.beanFactory.getBean(PhoenixListenerEndpointRegistry.class);
		PhoenixListenerRegistrar registrar = new PhoenixListenerRegistrar();
		this.beanFactory.getBeanProvider(PhoenixListenerConfigurer.class)
			.orderedStream()
			.forEach((configurer) -> configurer.configurePhoenixListeners(registrar));
		ListenerErrorHandlers errorHandlers = new ListenerErrorHandlers(this.beanFactory, registrar.errorHandler());
		ListenerEndpoints endpoints = new ListenerEndpoints(this.beanFactory, registry, errorHandlers);
		List<ListenerCandidate> candidates;
		synchronized (this.early) {
			candidates = List.copyOf(this.early);
			this.early.clear();
			this.endpoints = endpoints;
		}
		candidates.forEach((candidate) -> register(candidate, endpoints));
		registrar.endpoints().forEach((endpoint) -> registry.register(errorHandlers.complete(endpoint)));
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
				List<ListenerDeclaration> declarations = (type != null) ? declarations(type) : List.of();
				if (type != null && !declarations.isEmpty()) {
					reach(name, type, declarations);
				}
			}
		}
	}

	private void reach(String name, Class<?> type, List<ListenerDeclaration> declarations) {
		if (ScopedProxyUtils.isScopedTarget(name)) {
			this.beanFactory.getBean(ScopedProxyUtils.getOriginalBeanName(name));
			return;
		}
		requireSingleton(name, type, declarations);
		if (this.beanFactory.isFactoryBean(name)) {
			this.beanFactory.getBean(name);
		}
	}

	private void requireSingleton(String beanName, Class<?> beanClass, List<ListenerDeclaration> declarations) {
		if (this.beanFactory.containsBean(beanName) && !this.beanFactory.isSingleton(beanName)) {
			throw new InvalidListenerException(declarations.get(0).describe(beanClass), "the bean '" + beanName
					+ "' is no singleton, so that it is not clear which instance would be called."
					+ " Make it a singleton, or give its scope a proxy (proxyMode = ScopedProxyMode.TARGET_CLASS)");
		}
	}

}
