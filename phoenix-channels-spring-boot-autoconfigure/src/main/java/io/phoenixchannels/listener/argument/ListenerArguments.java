package io.phoenixchannels.listener.argument;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.phoenixchannels.client.PayloadConverter;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.TopicPattern;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedMethod;

/**
 * Finds the arguments of listener methods: asks given resolvers first, then the built-in
 * ones for message and channel, and takes what is left for the payload.
 */
public final class ListenerArguments {

	private final List<ListenerArgumentResolver> resolvers = new ArrayList<>();

	private final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

	/**
	 * Prepares for any number of methods.
	 * @param resolvers asked in this order, before the built-in ones
	 * @param converter binds payloads
	 */
	public ListenerArguments(List<? extends ListenerArgumentResolver> resolvers, PayloadConverter converter) {
		this.resolvers.addAll(resolvers);
		this.resolvers.add(ofType(PhoenixMessage.class, ListenerInvocation::message));
		this.resolvers.add(ofType(PhoenixChannel.class, ListenerInvocation::channel));
		this.resolvers.add(new PayloadArgumentResolver(converter));
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
		MethodParameter payload = null;
		for (MethodParameter parameter : new BeanMethod(method, beanClass).getMethodParameters()) {
			parameter.initParameterNameDiscovery(this.names);
			ListenerArgument argument = resolve(new ListenerParameter(parameter, topics));
			if (argument instanceof PayloadArgument) {
				if (payload != null) {
					throw new IllegalArgumentException(describe(payload) + " and " + describe(parameter)
							+ " would both get the payload. Keep one of them; for a part of the topic use"
							+ " @TopicVariable, for everything else the PhoenixMessage");
				}
				payload = parameter;
			}
			arguments.add(argument);
		}
		return arguments;
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
