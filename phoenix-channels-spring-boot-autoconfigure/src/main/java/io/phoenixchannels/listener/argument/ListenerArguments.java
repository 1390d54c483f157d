package io.phoenixchannels.listener.argument;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.phoenixchannels.client.PayloadConverter;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.kotlin.SuspendFunctions;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.validation.Validator;

/**
 * Finds the arguments of listener methods: asks given resolvers first, then the built-in
 * ones of one kind of listener.
 */
public final class ListenerArguments {

	/**
	 * What a suspend function goes on with, which it gets from what calls it.
	 */
	private static final ListenerArgument CONTINUATION = (invocation) -> null;

	private final List<ListenerArgumentResolver> resolvers = new ArrayList<>();

	private final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

	private ListenerArguments(List<? extends ListenerArgumentResolver> resolvers, ListenerArgumentResolver last) {
		this.resolvers.addAll(resolvers);
		this.resolvers.add(ofType(PhoenixChannel.class, ListenerInvocation::channel));
		this.resolvers.add(last);
	}

	/**
	 * Those of listeners of messages. What no resolver takes is the payload.
	 * @param resolvers asked in this order, before the built-in ones
	 * @param converter binds payloads
	 * @param validator of payloads that ask for it; null if there is none
	 */
	public static ListenerArguments ofMessages(List<? extends ListenerArgumentResolver> resolvers,
			PayloadConverter converter, @Nullable Validator validator) {
		List<ListenerArgumentResolver> all = new ArrayList<>(resolvers);
		all.add(ofType(PhoenixMessage.class, ListenerInvocation::message));
		all.add(ofType(PhoenixClient.class, ListenerInvocation::client));
		all.add(new MessageArgumentResolver(converter));
		return new ListenerArguments(all, new PayloadArgumentResolver(converter, validator));
	}

	/**
	 * Those of listeners of channels, with one {@link SubjectArgument} for the event.
	 * @param resolvers asked in this order, before the built-in ones
	 */
	public static ListenerArguments ofChannels(List<? extends ListenerArgumentResolver> resolvers) {
		return new ListenerArguments(resolvers, new ChannelEventArgumentResolver());
	}

	/**
	 * Those of listeners of presence, with one {@link SubjectArgument} for the change.
	 * @param resolvers asked in this order, before the built-in ones
	 */
	public static ListenerArguments ofPresence(List<? extends ListenerArgumentResolver> resolvers) {
		return new ListenerArguments(resolvers, new PresenceArgumentResolver());
	}

	private static ListenerArgumentResolver ofType(Class<?> type, ListenerArgument argument) {
		return (parameter) -> (parameter.type() == type) ? argument : null;
	}

	/**
	 * The arguments of a method, in the order of its parameters.
	 * @param beanClass the class of the bean, not of a proxy
	 * @throws IllegalArgumentException if one cannot be resolved
	 */
	public List<ListenerArgument> of(Method method, Class<?> beanClass, List<TopicPattern> topics) {
		List<ListenerArgument> arguments = new ArrayList<>();
		MethodParameter subject = null;
		int continuation = SuspendFunctions.is(method) ? method.getParameterCount() - 1 : -1;
		for (MethodParameter parameter : new BeanMethod(method, beanClass).getMethodParameters()) {
			if (parameter.getParameterIndex() == continuation) {
				arguments.add(CONTINUATION);
				continue;
			}
			parameter.initParameterNameDiscovery(this.names);
			ListenerArgument argument = resolve(new ListenerParameter(parameter, topics));
			if (argument instanceof PayloadArgument || argument instanceof SubjectArgument) {
				if (subject != null) {
					throw new IllegalArgumentException(twice(subject, parameter, argument));
				}
				subject = parameter;
			}
			arguments.add(argument);
		}
		return arguments;
	}

	private static String twice(MethodParameter first, MethodParameter second, ListenerArgument argument) {
		String both = describe(first) + " and " + describe(second) + " would both ";
		return (argument instanceof PayloadArgument)
				? both + "get the payload. Keep one of them; for a part of the topic use"
						+ " @TopicVariable, for everything else the PhoenixMessage"
				: both + "say what is heard. Keep one of them, or take their common supertype";
	}

	private ListenerArgument resolve(ListenerParameter parameter) {
		try {
			return this.resolvers.stream()
				.map((resolver) -> resolver.resolve(parameter))
				.filter(Objects::nonNull)
				.findFirst()
				.orElseThrow();
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(describe(parameter.parameter()) + " " + ex.getMessage(), ex);
		}
	}

	private static String describe(MethodParameter parameter) {
		@Nullable String name = parameter.getParameterName();
		return "the parameter " + ((name != null) ? "'" + name + "'" : parameter.getParameterIndex() + 1) + " ("
				+ parameter.getParameterType().getSimpleName() + ")";
	}

	/**
	 * Takes annotations of parameters from interfaces too, and type variables from the
	 * class of the bean.
	 */
	private static final class BeanMethod extends AnnotatedMethod {

		private final Class<?> beanClass;

		private BeanMethod(Method method, Class<?> beanClass) {
			super(method);
			this.beanClass = beanClass;
		}

		@Override
		protected Class<?> getContainingClass() {
			return this.beanClass;
		}

	}

}
