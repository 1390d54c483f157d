package io.phoenixchannels.kotlin;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;

import org.springframework.core.KotlinDetector;
import org.springframework.util.ClassUtils;

/**
 * Functions that Kotlin marks with {@code suspend}. Their last parameter is a
 * continuation, which gets what they return.
 */
public final class SuspendFunctions {

	private SuspendFunctions() {
	}

	/**
	 * Whether a method is one.
	 */
	public static boolean is(Method method) {
		return KotlinDetector.isSuspendingFunction(method);
	}

	/**
	 * Checks that one can be called as a future.
	 * @throws IllegalArgumentException if it cannot; the message says what to add
	 */
	public static void requireFutures() {
		require("kotlinx.coroutines.future.FutureKt", "kotlinx-coroutines-core");
	}

	/**
	 * Checks that Spring's proxies can implement one.
	 * @throws IllegalArgumentException if they cannot; the message says what to add
	 */
	public static void requireProxies() {
		require("kotlinx.coroutines.reactor.MonoKt", "kotlinx-coroutines-reactor");
	}

	private static void require(String type, String artifact) {
		if (!ClassUtils.isPresent(type, SuspendFunctions.class.getClassLoader())) {
			throw new IllegalArgumentException("it is a suspend function, which needs org.jetbrains.kotlinx:" + artifact
					+ ". Add that, or return a CompletableFuture");
		}
	}

	/**
	 * What one returns; {@code kotlin.Unit} if nothing.
	 */
	public static Type valueType(Method method) {
		Type[] parameters = method.getGenericParameterTypes();
		if (parameters[parameters.length - 1] instanceof ParameterizedType continuation
				&& continuation.getActualTypeArguments()[0] instanceof WildcardType argument
				&& argument.getLowerBounds().length == 1) {
			return argument.getLowerBounds()[0];
		}
		return Object.class;
	}

}
