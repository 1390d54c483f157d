package io.phoenixchannels.annotation;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.event.PhoenixEvent;
import io.phoenixchannels.listener.Delivery;
import io.phoenixchannels.listener.InvalidListenerException;
import io.phoenixchannels.listener.ListenerEndpoint;
import io.phoenixchannels.listener.ListenerHandler;
import io.phoenixchannels.listener.ListenerMethod;
import io.phoenixchannels.listener.ListenerResult;
import io.phoenixchannels.listener.PhoenixChannelListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import io.phoenixchannels.listener.PhoenixListenerErrorHandler;
import io.phoenixchannels.listener.PhoenixPresenceListenerEndpoint;
import io.phoenixchannels.listener.argument.HeaderArgumentResolver;
import io.phoenixchannels.listener.argument.ListenerArgument;
import io.phoenixchannels.listener.argument.ListenerArgumentResolver;
import io.phoenixchannels.listener.argument.ListenerArguments;
import io.phoenixchannels.listener.argument.MessagingArgumentResolver;
import io.phoenixchannels.listener.argument.SubjectArgument;
import io.phoenixchannels.presence.PresenceChange;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.validation.Validator;

/**
 * Turns annotated methods into endpoints.
 */
final class ListenerEndpoints {

	private static final String DEFAULT_VALIDATOR = "defaultValidator";

	private final ConfigurableListableBeanFactory beanFactory;

	private final PhoenixListenerEndpointRegistry registry;

	private final ListenerExpressions expressions;

	private final ListenerResults results;

	private final ListenerErrorHandlers errorHandlers;

	private final ListenerOrder order;

	private final @Nullable Validator validator;

	/**
	 * Of listeners of messages; others have the topic variables only, as they have no
	 * message to resolve anything from.
	 */
	private final List<ListenerArgumentResolver> resolvers = new ArrayList<>();

	private final List<ListenerArgumentResolver> topicVariables;

	private final Map<String, Integer> generatedIds = new HashMap<>();

	ListenerEndpoints(ConfigurableListableBeanFactory beanFactory, PhoenixListenerEndpointRegistry registry,
			ListenerErrorHandlers errorHandlers) {
		this.beanFactory = beanFactory;
		this.registry = registry;
		this.errorHandlers = errorHandlers;
		this.order = new ListenerOrder(beanFactory);
		this.expressions = new ListenerExpressions(beanFactory);
		this.results = new ListenerResults(this.expressions);
		this.validator = validator(beanFactory);
		ConversionService conversionService = (beanFactory.getConversionService() != null)
				? beanFactory.getConversionService() : DefaultConversionService.getSharedInstance();
		this.topicVariables = List.of(new TopicVariableArgumentResolver(conversionService));
		this.resolvers.addAll(beanFactory.getBeanProvider(ListenerArgumentResolver.class).orderedStream().toList());
		beanFactory.getBeanProvider(HandlerMethodArgumentResolver.class)
			.orderedStream()
			.map(MessagingArgumentResolver::new)
			.forEach(this.resolvers::add);
		this.resolvers.addAll(this.topicVariables);
		this.resolvers.add(new HeaderArgumentResolver(conversionService, beanFactory));
	}

	/**
	 * The one that Spring Boot configures, where a web application has another one too.
	 */
	private static @Nullable Validator validator(ConfigurableListableBeanFactory beanFactory) {
		Validator validator = beanFactory.getBeanProvider(Validator.class).getIfUnique();
		boolean ambiguous = validator == null && beanFactory.containsBean(DEFAULT_VALIDATOR)
				&& beanFactory.isTypeMatch(DEFAULT_VALIDATOR, Validator.class);
		return ambiguous ? beanFactory.getBean(DEFAULT_VALIDATOR, Validator.class) : validator;
	}

	ListenerEndpoint create(ListenerCandidate candidate) {
		try {
			if (candidate.annotation() instanceof PhoenixHandler) {
				throw new IllegalArgumentException("it is a @PhoenixHandler, but its class is no listener."
						+ " Annotate the class with @PhoenixListener(topic = ...), or the method instead");
			}
			ListenerAttributes attributes = ListenerAttributes.of(candidate, this.expressions);
			if (candidate.annotation() instanceof PhoenixListener annotation) {
				return messages(candidate, attributes, annotation);
			}
			this.results.checkOthers(candidate.method());
			return (candidate.annotation() instanceof PhoenixChannelListener) ? channels(candidate, attributes)
					: presence(candidate, attributes);
		}
		catch (IllegalArgumentException | IllegalStateException | BeansException ex) {
			InvalidListenerException invalid = new InvalidListenerException(candidate.description(),
					String.valueOf(ex.getMessage()));
			invalid.initCause(ex);
			throw invalid;
		}
	}

	private ListenerEndpoint messages(ListenerCandidate candidate, ListenerAttributes attributes,
			PhoenixListener annotation) {
		PhoenixClient client = this.registry.client(attributes.client(), candidate.description());
		ListenerArguments arguments = ListenerArguments.ofMessages(this.resolvers, client.payloadConverter(),
				this.validator);
		List<String> events = this.expressions.resolveStrings(annotation.event());
		ListenerHandler handler;
		if (candidate.declaration().onClass()) {
			requireNoEvents(events);
			HandlerMethods methods = new HandlerMethods(candidate.declaration().methods(), this.expressions);
			events = methods.events();
			handler = methods.handler((method) -> named(method, candidate, attributes, arguments));
		}
		else {
			handler = messageMethod(candidate.method(), candidate, attributes, arguments);
		}
		return PhoenixListenerEndpoint.builder(id(candidate, attributes))
			.client(attributes.client())
			.topics(attributes.topics())
			.events(events)
			.autoStartup(attributes.autoStartup())
			.handler(handler)
			.errorHandler(errorHandler(annotation))
			.executor(executor(annotation))
			.retryPolicy(retryPolicy(annotation))
			.order(this.order.of(candidate))
			.delivery(delivery(annotation))
			.description(candidate.description())
			.build();
	}

	private static void requireNoEvents(List<String> events) {
		if (!events.isEmpty()) {
			throw new IllegalArgumentException("it names the events " + events
					+ ", but the events of a class are those of its handlers. Name them at @PhoenixHandler");
		}
	}

	private ListenerMethod named(Method method, ListenerCandidate candidate, ListenerAttributes attributes,
			ListenerArguments arguments) {
		try {
			return messageMethod(method, candidate, attributes, arguments);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw new IllegalArgumentException("its handler " + method.getName() + ": " + ex.getMessage(), ex);
		}
	}

	private ListenerMethod messageMethod(Method method, ListenerCandidate candidate, ListenerAttributes attributes,
			ListenerArguments arguments) {
		ListenerResult result = this.results.ofMessages(method, candidate.beanClass());
		return method(method, candidate, arguments.of(method, candidate.beanClass(), attributes.topics()), result);
	}

	private ListenerEndpoint channels(ListenerCandidate candidate, ListenerAttributes attributes) {
		List<ListenerArgument> arguments = ListenerArguments.ofChannels(this.topicVariables)
			.of(candidate.method(), candidate.beanClass(), attributes.topics());
		Class<? extends PhoenixEvent> event = subject(arguments, PhoenixEvent.class, "PhoenixGapEvent");
		return new PhoenixChannelListenerEndpoint(id(candidate, attributes), attributes.client(), attributes.topics(),
				event, attributes.autoStartup(), method(candidate.method(), candidate, arguments, ListenerResult.NONE),
				candidate.description());
	}

	private ListenerEndpoint presence(ListenerCandidate candidate, ListenerAttributes attributes) {
		List<ListenerArgument> arguments = ListenerArguments.ofPresence(this.topicVariables)
			.of(candidate.method(), candidate.beanClass(), attributes.topics());
		Class<? extends PresenceChange> change = subject(arguments, PresenceChange.class, "PresenceChange.Joined");
		return new PhoenixPresenceListenerEndpoint(id(candidate, attributes), attributes.client(), attributes.topics(),
				change, attributes.autoStartup(), method(candidate.method(), candidate, arguments, ListenerResult.NONE),
				candidate.description());
	}

	private static <T> Class<? extends T> subject(List<ListenerArgument> arguments, Class<T> type, String example) {
		for (ListenerArgument argument : arguments) {
			if (argument instanceof SubjectArgument subject) {
				return subject.subject().asSubclass(type);
			}
		}
		throw new IllegalArgumentException("it has no parameter that says what it hears. Add a " + type.getSimpleName()
				+ " or one of its subtypes, such as " + example);
	}

	private static ListenerMethod method(Method method, ListenerCandidate candidate, List<ListenerArgument> arguments,
			ListenerResult result) {
		Method invocable = AopUtils.selectInvocableMethod(method, candidate.bean().getClass());
		return new ListenerMethod(candidate.bean(), invocable, arguments, result);
	}

	private String id(ListenerCandidate candidate, ListenerAttributes attributes) {
		if (attributes.id() != null) {
			return attributes.id();
		}
		String generated = candidate.declaration().onClass() ? candidate.beanName()
				: candidate.beanName() + "." + candidate.method().getName();
		int number = this.generatedIds.merge(generated, 1, Integer::sum);
		return (number == 1) ? generated : generated + "#" + number;
	}

	private @Nullable PhoenixListenerErrorHandler errorHandler(PhoenixListener annotation) {
		Object value = this.expressions.resolve(annotation.errorHandler());
		if (value instanceof PhoenixListenerErrorHandler errorHandler) {
			return errorHandler;
		}
		if (value == null || value.equals("")) {
			return this.errorHandlers.ofAll();
		}
		return this.beanFactory.getBean(value.toString(), PhoenixListenerErrorHandler.class);
	}

	private @Nullable Executor executor(PhoenixListener annotation) {
		Object value = this.expressions.resolve(annotation.executor());
		if (value == null || value.equals("")) {
			return null;
		}
		return bean("executor", value, Executor.class);
	}

	private @Nullable RetryPolicy retryPolicy(PhoenixListener annotation) {
		Object value = this.expressions.resolve(annotation.retry());
		if (value == null || value.equals("")) {
			return null;
		}
		return (value.equals("false") || value.equals(false)) ? RetryPolicy.withMaxRetries(0)
				: bean("retry", value, RetryPolicy.class);
	}

	private @Nullable Delivery delivery(PhoenixListener annotation) {
		String value = this.expressions.resolveString(annotation.delivery());
		return switch (value.toLowerCase(Locale.ROOT)) {
			case "" -> null;
			case "once" -> Delivery.ONCE;
			case "everywhere" -> Delivery.EVERYWHERE;
			default ->
				throw new IllegalArgumentException("its delivery must be once or everywhere, but is '" + value + "'");
		};
	}

	/**
	 * The bean that an attribute names, or gives.
	 */
	private <T> T bean(String attribute, Object value, Class<T> type) {
		if (type.isInstance(value)) {
			return type.cast(value);
		}
		String name = value.toString();
		if (!this.beanFactory.containsBean(name) || !this.beanFactory.isTypeMatch(name, type)) {
			String[] names = this.beanFactory.getBeanNamesForType(type);
			throw new IllegalArgumentException("its " + attribute + " is '" + name + "', which is no bean of type "
					+ type.getSimpleName() + "; there are " + Arrays.toString(names) + ". Name one of these");
		}
		return this.beanFactory.getBean(name, type);
	}

}
