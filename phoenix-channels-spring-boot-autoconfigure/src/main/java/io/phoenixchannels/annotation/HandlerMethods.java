package io.phoenixchannels.annotation;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.listener.EventHandlers;
import io.phoenixchannels.listener.ListenerHandler;
import io.phoenixchannels.protocol.ReservedEvents;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Makes one handler of the {@link PhoenixHandler} methods of a class.
 */
final class HandlerMethods {

	private final ListenerExpressions expressions;

	private final Map<String, Method> byEvent = new LinkedHashMap<>();

	private @Nullable Method byDefault;

	/**
	 * Decides which method handles what.
	 * @throws IllegalArgumentException if that is not clear
	 */
	HandlerMethods(List<Method> methods, ListenerExpressions expressions) {
		this.expressions = expressions;
		if (methods.isEmpty()) {
			throw new IllegalArgumentException("it has no method that handles anything. Annotate those that do with"
					+ " @PhoenixHandler(event = ...), or one with @PhoenixHandler(isDefault = true)");
		}
		methods.forEach(this::add);
		for (String event : this.byEvent.keySet()) {
			if (this.byDefault != null && ReservedEvents.contains(event)) {
				throw new IllegalArgumentException("it has a default handler, which hears all events that are not"
						+ " reserved, so that none of its handlers can hear '" + event
						+ "', which is. Give that method a @PhoenixListener of its own");
			}
		}
	}

	private void add(Method method) {
		PhoenixHandler annotation = AnnotatedElementUtils.findMergedAnnotation(method, PhoenixHandler.class);
		List<String> events = (annotation != null) ? this.expressions.resolveStrings(annotation.event()) : List.of();
		boolean isDefault = annotation != null && annotation.isDefault();
		if (isDefault != events.isEmpty()) {
			throw new IllegalArgumentException("its handler " + method.getName()
					+ (isDefault ? " is the default one, and cannot name events. Remove isDefault, or " + events
							: " names no event. Name one, or make it the default one with isDefault = true"));
		}
		if (isDefault) {
			requireFree(method, this.byDefault, "are both the default one");
			this.byDefault = method;
		}
		for (String event : events) {
			requireFree(method, this.byEvent.put(event, method), "would both handle the event '" + event + "'");
		}
	}

	private static void requireFree(Method method, @Nullable Method other, String both) {
		if (other != null && !other.equals(method)) {
			throw new IllegalArgumentException("its handlers " + other.getName() + " and " + method.getName() + " "
					+ both + ". Keep one of them, or make them @PhoenixListener methods");
		}
	}

	/**
	 * The events that the listener hears; empty if it hears all.
	 */
	List<String> events() {
		return (this.byDefault != null) ? List.of() : List.copyOf(this.byEvent.keySet());
	}

	/**
	 * One handler of all.
	 * @param methods makes one of a method
	 */
	ListenerHandler handler(MethodHandlers methods) {
		Map<Method, ListenerHandler> handlers = new LinkedHashMap<>();
		Map<String, ListenerHandler> byEvent = new LinkedHashMap<>();
		this.byEvent.forEach((event, method) -> byEvent.put(event, handlers.computeIfAbsent(method, methods::handler)));
		return new EventHandlers(byEvent, (this.byDefault != null) ? methods.handler(this.byDefault) : null);
	}

	/**
	 * Makes the handler of a method.
	 */
	@FunctionalInterface
	interface MethodHandlers {

		/**
		 * Makes one.
		 * @throws IllegalArgumentException if it could never work
		 */
		ListenerHandler handler(Method method);

	}

}
