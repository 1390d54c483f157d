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

	private static final String COROUTINES = "kotlinx.coroutines.reactor.MonoKt";

	private SuspendFunctions() {
	}

	/**
	 * Whether a method is one.
	 */
	public static boolean is(Method method) {
		return KotlinDetector.isSuspendingFunction(method);
	}

	/**
	 * Checks that what runs them is there.
	 * @throws IllegalArgumentException if it is not; the message says what to add
	 */
	public static void requireSupport() {
		if (!KotlinDetector.isKotlinReflectPresent()
				|| !ClassUtils.isPresent(COROUTINES, SuspendFunctions.class.getClassLoader())) {
			throw new IllegalArgumentException("it is a suspend function, which needs"
					+ " org.jetbrains.kotlinx:kotlinx-coroutines-reactor and org.jetbrains.kotlin:kotlin-reflect."
					+ " Add both, or return a CompletableFuture, as future { } makes one");
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
