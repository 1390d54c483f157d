package io.phoenixchannels.annotation;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.Order;
import org.springframework.core.annotation.OrderUtils;

/**
 * Where a listener comes among others: as the {@link Order} of its method says, or else
 * as its bean is ordered, in the way that Spring orders beans that it injects as a list.
 */
final class ListenerOrder {

	private final ConfigurableListableBeanFactory beanFactory;

	ListenerOrder(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	int of(ListenerCandidate candidate) {
		Integer ofMethod = candidate.declaration().onClass() ? null : annotated(candidate.method());
		if (ofMethod != null) {
			return ofMethod;
		}
		if (candidate.bean() instanceof Ordered ordered) {
			return ordered.getOrder();
		}
		Integer ofDefinition = ofDefinition(candidate.beanName());
		return (ofDefinition != null) ? ofDefinition
				: OrderUtils.getOrder(candidate.beanClass(), Ordered.LOWEST_PRECEDENCE);
	}

	private @Nullable Integer ofDefinition(String beanName) {
		if (!this.beanFactory.containsBeanDefinition(beanName)) {
			return null;
		}
		BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(beanName);
		if (definition.getAttribute(AbstractBeanDefinition.ORDER_ATTRIBUTE) instanceof Integer order) {
			return order;
		}
		Method factoryMethod = (definition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		return (factoryMethod != null) ? annotated(factoryMethod) : null;
	}

	private static @Nullable Integer annotated(Method method) {
		MergedAnnotation<Order> order = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).get(Order.class);
		return order.isPresent() ? (Integer) order.getInt(MergedAnnotation.VALUE) : null;
	}

}
