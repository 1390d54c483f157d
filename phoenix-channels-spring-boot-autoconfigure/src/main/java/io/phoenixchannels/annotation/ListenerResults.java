package io.phoenixchannels.annotation;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import io.phoenixchannels.kotlin.SuspendFunctions;
import io.phoenixchannels.listener.AwaitedResult;
import io.phoenixchannels.listener.ListenerResult;
import io.phoenixchannels.listener.PushedResult;
import io.phoenixchannels.protocol.ReservedEvents;
import org.jspecify.annotations.Nullable;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.messaging.handler.annotation.SendTo;

/**
 * Decides what becomes of the values that listener methods return. What nobody would get
 * is refused, so that no answer is lost without a sign.
 */
final class ListenerResults {

	private static final Set<String> NOTHING = Set.of("void", Void.class.getName(), "kotlin.Unit");

	private final ListenerExpressions expressions;

	private final AsyncValues asyncValues = new AsyncValues();

	ListenerResults(ListenerExpressions expressions) {
		this.expressions = expressions;
	}

	/**
	 * For a listener of messages.
	 * @throws IllegalArgumentException if its value cannot be dealt with
	 */
	ListenerResult ofMessages(Method method, Class<?> beanClass) {
		if (SuspendFunctions.is(method)) {
			SuspendFunctions.requireFutures();
			ResolvableType value = ResolvableType
				.forType(GenericTypeResolver.resolveType(SuspendFunctions.valueType(method), beanClass));
			if (this.asyncValues.isAsync(value.resolve(Object.class))) {
				throw new IllegalArgumentException(
						"it is a suspend function, but returns a " + value + ". Await that within the function");
			}
			return later(value, method, beanClass, "a " + value);
		}
		ResolvableType type = ResolvableType.forMethodReturnType(method, beanClass);
		Class<?> raw = type.resolve(Object.class);
		if (!this.asyncValues.isAsync(raw)) {
			return isNothing(raw) ? nothing(method) : maybeLater(raw, pushed(method, beanClass, "a " + type));
		}
		if (this.asyncValues.isWithoutValue(raw)) {
			return new AwaitedResult(this.asyncValues::stage, nothing(method));
		}
		return later(value(type, raw), method, beanClass, "a " + type);
	}

	private ListenerResult later(ResolvableType value, Method method, Class<?> beanClass, String returned) {
		if (isNothing(value.resolve(Object.class))) {
			return new AwaitedResult(this.asyncValues::stage, nothing(method));
		}
		if (value.resolve() == null && sendTo(method, beanClass) == null) {
			// What is called "?" is nobody's answer: only its end is of interest.
			return new AwaitedResult(this.asyncValues::stage, ListenerResult.NONE);
		}
		return new AwaitedResult(this.asyncValues::stage, pushed(method, beanClass, returned));
	}

	/**
	 * For a listener of channels or of presence, which can neither answer nor be awaited.
	 * @throws IllegalArgumentException if it tries to
	 */
	void checkOthers(Method method) {
		if (SuspendFunctions.is(method)) {
			throw new IllegalArgumentException(
					"it is a suspend function, which nobody would wait for. Do all within the method");
		}
		if (AnnotatedElementUtils.hasAnnotation(method, SendTo.class)) {
			throw new IllegalArgumentException(
					"@SendTo is only supported on a @PhoenixListener. Push with the PhoenixTemplate");
		}
		if (this.asyncValues.isAsync(method.getReturnType())) {
			throw new IllegalArgumentException("it returns a " + method.getReturnType().getSimpleName()
					+ ", which nobody would wait for. Do all within the method, and return nothing");
		}
	}

	private static ResolvableType value(ResolvableType type, Class<?> raw) {
		ResolvableType stage = CompletionStage.class.isAssignableFrom(raw) ? type.as(CompletionStage.class) : type;
		return stage.getGeneric();
	}

	private static boolean isNothing(Class<?> type) {
		return NOTHING.contains(type.getName());
	}

	private static ListenerResult nothing(Method method) {
		if (AnnotatedElementUtils.hasAnnotation(method, SendTo.class)) {
			throw new IllegalArgumentException(
					"it has @SendTo, but returns nothing that could be pushed. Return the payload, or remove @SendTo");
		}
		return ListenerResult.NONE;
	}

	private ListenerResult pushed(Method method, Class<?> beanClass, String returned) {
		SendTo sendTo = sendTo(method, beanClass);
		if (sendTo == null) {
			throw new IllegalArgumentException("it returns " + returned + ", which nobody would get."
					+ " Add @SendTo(\"event\") to push it on the topic of the message, or return nothing:"
					+ " void, or a CompletableFuture<Void>");
		}
		return new PushedResult(event(sendTo));
	}

	private static @Nullable SendTo sendTo(Method method, Class<?> beanClass) {
		SendTo ofMethod = AnnotatedElementUtils.findMergedAnnotation(method, SendTo.class);
		return (ofMethod != null) ? ofMethod : AnnotatedElementUtils.findMergedAnnotation(beanClass, SendTo.class);
	}

	/**
	 * What is declared as an Object may turn out to come later.
	 */
	private ListenerResult maybeLater(Class<?> type, ListenerResult pushed) {
		if (type != Object.class) {
			return pushed;
		}
		AwaitedResult awaited = new AwaitedResult(this.asyncValues::stage, pushed);
		return (value, invocation) -> ((value != null && this.asyncValues.isAsync(value.getClass())) ? awaited : pushed)
			.take(value, invocation);
	}

	private String event(SendTo sendTo) {
		List<String> events = this.expressions.resolveStrings(sendTo.value());
		if (events.size() != 1 || events.get(0).isBlank()) {
			throw new IllegalArgumentException(
					"its @SendTo must name one event, such as @SendTo(\"answer\"), but names " + events);
		}
		if (ReservedEvents.contains(events.get(0))) {
			throw new IllegalArgumentException("its @SendTo names '" + events.get(0)
					+ "', which Phoenix reserves for itself. Name an event of your own");
		}
		return events.get(0);
	}

}
