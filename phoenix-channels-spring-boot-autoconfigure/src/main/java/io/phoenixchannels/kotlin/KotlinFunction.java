package io.phoenixchannels.kotlin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import kotlin.coroutines.Continuation;
import kotlin.reflect.KFunction;
import kotlin.reflect.KParameter;
import kotlin.reflect.full.KCallables;
import kotlin.reflect.jvm.KCallablesJvm;
import kotlin.reflect.jvm.ReflectJvmMapping;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.future.FutureKt;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;

/**
 * Calls a function as Kotlin would: suspends it, and lets its default values stand in for
 * null.
 */
public final class KotlinFunction {

	private final Method method;

	private final boolean suspends;

	private final @Nullable Defaults defaults;

	private KotlinFunction(Method method, boolean suspends, @Nullable Defaults defaults) {
		this.method = method;
		this.suspends = suspends;
		this.defaults = defaults;
	}

	/**
	 * Prepares a method.
	 * @return null if it can be invoked like any method of Java
	 */
	public static @Nullable KotlinFunction of(Method method) {
		if (!KotlinDetector.isKotlinType(method.getDeclaringClass())) {
			return null;
		}
		Defaults defaults = KotlinDetector.isKotlinReflectPresent() ? Defaults.of(method) : null;
		boolean suspends = SuspendFunctions.is(method);
		return (suspends || defaults != null) ? new KotlinFunction(method, suspends, defaults) : null;
	}

	/**
	 * Calls the function. One that suspends begins on the calling thread, and goes on
	 * where it is resumed.
	 * @param arguments as the method has parameters; that for the continuation is not
	 * looked at
	 * @return what the function does; if it suspends, a {@code CompletableFuture} of it
	 * @throws InvocationTargetException with what the function throws; one that suspends
	 * fails the future instead
	 */
	public @Nullable Object call(Object bean, @Nullable Object[] arguments) throws ReflectiveOperationException {
		boolean defaults = this.defaults != null && this.defaults.standIn(arguments);
		if (this.suspends) {
			return Suspended.call(this.method, bean, arguments, defaults ? this.defaults : null);
		}
		return (defaults && this.defaults != null) ? this.defaults.call(bean, arguments)
				: this.method.invoke(bean, arguments);
	}

	/**
	 * Needs Kotlin's reflection.
	 */
	private static final class Defaults {

		private final KFunction<?> function;

		private final List<KParameter> parameters;

		private Defaults(KFunction<?> function) {
			this.function = function;
			this.parameters = function.getParameters();
			KCallablesJvm.setAccessible(function, true);
		}

		/**
		 * Those of a method; null if it has none.
		 */
		static @Nullable Defaults of(Method method) {
			KFunction<?> function = ReflectJvmMapping.getKotlinFunction(method);
			return (function != null && function.getParameters().stream().anyMatch(KParameter::isOptional))
					? new Defaults(function) : null;
		}

		boolean standIn(@Nullable Object[] arguments) {
			for (int i = 1; i < this.parameters.size(); i++) {
				if (arguments[i - 1] == null && this.parameters.get(i).isOptional()) {
					return true;
				}
			}
			return false;
		}

		@Nullable Object call(Object bean, @Nullable Object[] arguments) throws InvocationTargetException {
			try {
				return this.function.callBy(byParameter(bean, arguments));
			}
			catch (Exception ex) {
				throw (ex instanceof InvocationTargetException target) ? target : new InvocationTargetException(ex);
			}
		}

		@Nullable Object call(Object bean, @Nullable Object[] arguments, Continuation<? super Object> continuation) {
			return KCallables.callSuspendBy(this.function, byParameter(bean, arguments), continuation);
		}

		private Map<KParameter, @Nullable Object> byParameter(Object bean, @Nullable Object[] arguments) {
			Map<KParameter, @Nullable Object> values = new HashMap<>();
			values.put(this.parameters.get(0), bean);
			for (int i = 1; i < this.parameters.size(); i++) {
				KParameter parameter = this.parameters.get(i);
				if (arguments[i - 1] != null || !parameter.isOptional()) {
					values.put(parameter, arguments[i - 1]);
				}
			}
			return values;
		}

	}

	/**
	 * Needs Kotlin's coroutines.
	 */
	private static final class Suspended {

		static CompletableFuture<?> call(Method method, Object bean, @Nullable Object[] arguments,
				@Nullable Defaults defaults) {
			return FutureKt.future(GlobalScope.INSTANCE, Dispatchers.getUnconfined(), CoroutineStart.DEFAULT,
					(scope, continuation) -> (defaults != null) ? defaults.call(bean, arguments, continuation)
							: invoke(method, bean, arguments, continuation));
		}

		private static @Nullable Object invoke(Method method, Object bean, @Nullable Object[] arguments,
				Continuation<? super Object> continuation) {
			@Nullable Object[] all = Arrays.copyOf(arguments, arguments.length);
			all[all.length - 1] = continuation;
			try {
				return method.invoke(bean, all);
			}
			catch (InvocationTargetException ex) {
				throw Suspended.<RuntimeException>unchecked(ex.getTargetException());
			}
			catch (IllegalAccessException ex) {
				throw new IllegalStateException(ex);
			}
		}

		/**
		 * Kotlin knows no checked exceptions: whatever is thrown fails the future.
		 */
		@SuppressWarnings("unchecked")
		private static <E extends Throwable> E unchecked(Throwable ex) throws E {
			throw (E) ex;
		}

	}

}
