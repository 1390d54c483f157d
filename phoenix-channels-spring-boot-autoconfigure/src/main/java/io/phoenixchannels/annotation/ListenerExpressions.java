package io.phoenixchannels.annotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Resolves <code>${...}</code> and <code>#{...}</code> in attributes.
 */
final class ListenerExpressions {

	private final ConfigurableListableBeanFactory beanFactory;

	ListenerExpressions(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Nullable Object resolve(String attribute) {
		String value = this.beanFactory.resolveEmbeddedValue(attribute);
		BeanExpressionResolver resolver = this.beanFactory.getBeanExpressionResolver();
		return (resolver != null) ? resolver.evaluate(value, new BeanExpressionContext(this.beanFactory, null)) : value;
	}

	/**
	 * A single text; empty if there is none.
	 * @throws IllegalArgumentException if it is something else
	 */
	String resolveString(String attribute) {
		Object value = resolve(attribute);
		if (value == null) {
			return "";
		}
		if (value instanceof String || value instanceof Boolean) {
			return value.toString();
		}
		throw new IllegalArgumentException(
				"'" + attribute + "' gives a " + value.getClass().getName() + ", not a String");
	}

	/**
	 * Any number of texts: an attribute may give an array or a collection.
	 * @throws IllegalArgumentException if one of them is something else
	 */
	List<String> resolveStrings(String[] attributes) {
		List<String> values = new ArrayList<>();
		for (String attribute : attributes) {
			Object value = resolve(attribute);
			if (value instanceof Object[] array) {
				value = Arrays.asList(array);
			}
			Collection<?> elements = (value instanceof Collection<?> collection) ? collection
					: (value != null) ? List.of(value) : List.of();
			for (Object element : elements) {
				if (!(element instanceof String text)) {
					throw new IllegalArgumentException("'" + attribute + "' gives something that is not a String");
				}
				values.add(text);
			}
		}
		return values;
	}

}
