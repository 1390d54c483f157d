package io.phoenixchannels.push;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.phoenixchannels.protocol.ReservedEvents;
import io.phoenixchannels.template.PhoenixOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.StringValueResolver;

/**
 * Implements interfaces whose methods are annotated with {@link PhoenixPush}. Everything
 * that can be decided is decided when the interface is implemented; a call looks nothing
 * up by reflection. May be used by several threads at once.
 */
public final class PhoenixPushProxyFactory {

	private final @Nullable PhoenixOperations operations;

	private final Map<String, PhoenixOperations> clients;

	private final ConversionService conversionService;

	private final StringValueResolver values;

	private PhoenixPushProxyFactory(Builder builder) {
		this.operations = builder.operations;
		this.clients = new TreeMap<>(builder.clients);
		this.conversionService = builder.conversionService;
		this.values = builder.values;
	}

	/**
	 * A factory of interfaces that push by given operations.
	 */
	public static PhoenixPushProxyFactory of(PhoenixOperations operations) {
		return builder().operations(operations).build();
	}

	/**
	 * Begins without any client.
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Implements an interface. The methods are safe for use by several threads at once.
	 * @throws InvalidPushMethodException if one of its methods could never push as it is
	 * declared, or is neither annotated nor implemented
	 * @throws IllegalArgumentException if the type is no interface
	 */
	public <T> T createClient(Class<T> type) {
		if (!type.isInterface()) {
			throw new IllegalArgumentException(type.getName() + " is no interface, so that it cannot be implemented");
		}
		Map<Method, PushMethod> pushes = new HashMap<>();
		Map<Method, MethodHandle> defaults = new HashMap<>();
		for (Method method : type.getMethods()) {
			if (Modifier.isAbstract(method.getModifiers())) {
				pushes.put(method, pushMethod(method, type));
			}
			else if (!method.isBridge() && method.isAnnotationPresent(PhoenixPush.class)) {
				throw invalid(method, type, "it has a body, which would never run. Remove it, or @PhoenixPush", null);
			}
			else if (method.isDefault()) {
				defaults.put(method, handle(method, type));
			}
		}
		PushInterceptor interceptor = new PushInterceptor(type, Map.copyOf(pushes), Map.copyOf(defaults));
		return type.cast(new ProxyFactory(type, interceptor).getProxy(type.getClassLoader()));
	}

	private PushMethod pushMethod(Method method, Class<?> type) {
		if (annotations(method).findAny().isEmpty()) {
			throw invalid(method, type, "it is not annotated. Annotate it with @PhoenixPush, or implement it", null);
		}
		try {
			PushParameters parameters = PushParameters.of(method, type, this.conversionService);
			PushTopic topic = new PushTopic(attribute("topic", method, type), parameters.variables());
			return new PushMethod(operations(method, type), topic, event(method, type), parameters.payload(),
					PushReturn.of(method, type));
		}
		catch (IllegalArgumentException ex) {
			throw invalid(method, type, String.valueOf(ex.getMessage()), ex);
		}
	}

	private static MethodHandle handle(Method method, Class<?> type) {
		try {
			Class<?> declaring = method.getDeclaringClass();
			return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup()).unreflectSpecial(method, declaring);
		}
		catch (IllegalAccessException ex) {
			throw invalid(method, type, "it cannot be called: " + ex.getMessage(), ex);
		}
	}

	private static InvalidPushMethodException invalid(Method method, Class<?> type, String problem,
			@Nullable Exception cause) {
		InvalidPushMethodException invalid = new InvalidPushMethodException(type.getName() + "." + method.getName(),
				problem);
		invalid.initCause(cause);
		return invalid;
	}

	private PhoenixOperations operations(Method method, Class<?> type) {
		String client = attribute("client", method, type);
		PhoenixOperations operations = client.isEmpty() ? this.operations : this.clients.get(client);
		if (operations == null) {
			throw new IllegalArgumentException((client.isEmpty() ? "it names no client, and there is no default one"
					: "there is no client '" + client + "'") + ". Name one of " + this.clients.keySet());
		}
		String timeout = attribute("timeout", method, type);
		return timeout.isEmpty() ? operations : operations.withTimeout(duration(timeout));
	}

	private static Duration duration(String timeout) {
		try {
			return DurationFormatterUtils.detectAndParse(timeout);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"its timeout '" + timeout + "' is no duration. Write it as 500ms, 2s or PT2S", ex);
		}
	}

	private String event(Method method, Class<?> type) {
		String event = attribute("event", method, type);
		if (event.isEmpty()) {
			throw new IllegalArgumentException("it has no event. Name one, such as event = \"new_msg\"");
		}
		if (ReservedEvents.contains(event)) {
			throw new IllegalArgumentException("its event '" + event
					+ "' is one of the protocol itself, which an application cannot push. Name another");
		}
		return event;
	}

	/**
	 * What the method says, or else the interface; empty if neither does.
	 */
	private String attribute(String name, Method method, Class<?> type) {
		String value = Stream.concat(annotations(method), annotations(type))
			.map((annotation) -> annotation.getString(name))
			.filter(StringUtils::hasText)
			.findFirst()
			.orElse("");
		@Nullable String resolved = this.values.resolveStringValue(value);
		return (resolved != null) ? resolved.strip() : "";
	}

	private static Stream<MergedAnnotation<PhoenixPush>> annotations(AnnotatedElement element) {
		return MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY).stream(PhoenixPush.class);
	}

	/**
	 * Collects what a factory needs.
	 */
	public static final class Builder {

		private final Map<String, PhoenixOperations> clients = new HashMap<>();

		private @Nullable PhoenixOperations operations;

		private ConversionService conversionService = DefaultConversionService.getSharedInstance();

		private StringValueResolver values = (value) -> value;

		private Builder() {
		}

		/**
		 * What methods push by that name no client.
		 */
		public Builder operations(PhoenixOperations operations) {
			this.operations = operations;
			return this;
		}

		/**
		 * What methods push by that name a client.
		 */
		public Builder operations(String client, PhoenixOperations operations) {
			this.clients.put(client, operations);
			return this;
		}

		/**
		 * What turns topic variables into texts; Spring's default one if not set.
		 */
		public Builder conversionService(ConversionService conversionService) {
			this.conversionService = conversionService;
			return this;
		}

		/**
		 * What resolves placeholders and expressions in attributes, such as an
		 * {@link org.springframework.beans.factory.config.EmbeddedValueResolver}; none if
		 * not set.
		 */
		public Builder embeddedValueResolver(StringValueResolver resolver) {
			this.values = resolver;
			return this;
		}

		/**
		 * A factory of all this.
		 */
		public PhoenixPushProxyFactory build() {
			return new PhoenixPushProxyFactory(this);
		}

	}

}
