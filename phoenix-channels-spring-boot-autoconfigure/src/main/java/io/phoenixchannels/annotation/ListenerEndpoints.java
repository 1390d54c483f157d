package io.phoenixchannels.annotation;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.phoenixchannels.client.PayloadConverter;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.listener.InvalidListenerException;
import io.phoenixchannels.listener.ListenerMethod;
import io.phoenixchannels.listener.PhoenixListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerErrorHandler;
import io.phoenixchannels.listener.argument.ListenerArgumentResolver;
import io.phoenixchannels.listener.argument.ListenerArguments;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.util.StringUtils;

/**
 * Turns annotated methods into endpoints.
 */
final class ListenerEndpoints {

	private final ConfigurableListableBeanFactory beanFactory;

	private final ListenerExpressions expressions;

	private final ListenerArguments arguments;

	private final Map<String, Integer> generatedIds = new HashMap<>();

	ListenerEndpoints(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.expressions = new ListenerExpressions(beanFactory);
		ConversionService conversionService = beanFactory.getConversionService();
		List<ListenerArgumentResolver> resolvers = new ArrayList<>(
				beanFactory.getBeanProvider(ListenerArgumentResolver.class).orderedStream().toList());
		resolvers.add(new TopicVariableArgumentResolver(
				(conversionService != null) ? conversionService : DefaultConversionService.getSharedInstance()));
		this.arguments = new ListenerArguments(resolvers, beanFactory.getBean(PayloadConverter.class));
	}

	PhoenixListenerEndpoint create(ListenerCandidate candidate) {
		try {
			PhoenixListener annotation = candidate.annotation();
			checkReturn(candidate.method());
			List<TopicPattern> topics = this.expressions.resolveStrings(annotation.topic())
				.stream()
				.map(TopicPattern::parse)
				.toList();
			Method method = AopUtils.selectInvocableMethod(candidate.method(), candidate.bean().getClass());
			ListenerMethod handler = new ListenerMethod(candidate.bean(), method,
					this.arguments.of(candidate.method(), candidate.beanClass(), topics));
			return new PhoenixListenerEndpoint(id(candidate), client(annotation), topics,
					this.expressions.resolveStrings(annotation.event()), autoStartup(annotation), handler,
					errorHandler(annotation), candidate.description());
		}
		catch (IllegalArgumentException | IllegalStateException | BeansException ex) {
			InvalidListenerException invalid = new InvalidListenerException(candidate.description(),
					String.valueOf(ex.getMessage()));
			invalid.initCause(ex);
			throw invalid;
		}
	}

	/**
	 * To ignore these would lose failures, or an answer that somebody waits for.
	 */
	private static void checkReturn(Method method) {
		Class<?> type = method.getReturnType();
		if (AnnotatedElementUtils.hasAnnotation(method, SendTo.class)) {
			throw new IllegalArgumentException("@SendTo is not supported. Push with the PhoenixTemplate");
		}
		if (CompletionStage.class.isAssignableFrom(type) || Future.class.isAssignableFrom(type)
				|| type.getName().equals("org.reactivestreams.Publisher")) {
			throw new IllegalArgumentException("it returns a " + type.getSimpleName()
					+ ", which nobody would wait for. Handle the message within the method");
		}
	}

	private String id(ListenerCandidate candidate) {
		String id = this.expressions.resolveString(candidate.annotation().id());
		if (StringUtils.hasText(id)) {
			return id;
		}
		String generated = candidate.beanName() + "." + candidate.method().getName();
		int number = this.generatedIds.merge(generated, 1, Integer::sum);
		return (number == 1) ? generated : generated + "#" + number;
	}

	private @Nullable String client(PhoenixListener annotation) {
		String client = this.expressions.resolveString(annotation.client());
		return StringUtils.hasText(client) ? client : null;
	}

	private boolean autoStartup(PhoenixListener annotation) {
		String value = this.expressions.resolveString(annotation.autoStartup());
		return switch (value) {
			case "", "true" -> true;
			case "false" -> false;
			default ->
				throw new IllegalArgumentException("its autoStartup must be true or false, but is '" + value + "'");
		};
	}

	private @Nullable PhoenixListenerErrorHandler errorHandler(PhoenixListener annotation) {
		Object value = this.expressions.resolve(annotation.errorHandler());
		if (value instanceof PhoenixListenerErrorHandler errorHandler) {
			return errorHandler;
		}
		if (value == null || value.equals("")) {
			return this.beanFactory.getBeanProvider(PhoenixListenerErrorHandler.class).getIfUnique();
		}
		return this.beanFactory.getBean(value.toString(), PhoenixListenerErrorHandler.class);
	}

}
