package io.phoenixchannels.annotation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/**
 * Knows the types of values that come later: stages, and those reactive types that Spring
 * has an adapter for.
 */
final class AsyncValues {

	private final ReactiveAdapterRegistry adapters = ReactiveAdapterRegistry.getSharedInstance();

	/**
	 * Whether a type is for values that come later, and can be waited for without a
	 * thread.
	 * @throws IllegalArgumentException if it is, and cannot
	 */
	boolean isAsync(Class<?> type) {
		if (CompletionStage.class.isAssignableFrom(type)) {
			return true;
		}
		ReactiveAdapter adapter = this.adapters.getAdapter(type);
		if (adapter == null) {
			requireNoPublisher(type);
			return false;
		}
		if (adapter.isMultiValue()) {
			throw new IllegalArgumentException("it returns a " + type.getSimpleName()
					+ ", which may have several values. Collect them, and return a single one, or push each with"
					+ " the PhoenixTemplate and return the end, such as a Mono<Void>");
		}
		return true;
	}

	/**
	 * Whether a type is for an end without a value.
	 */
	boolean isWithoutValue(Class<?> type) {
		ReactiveAdapter adapter = this.adapters.getAdapter(type);
		return adapter != null && adapter.isNoValue();
	}

	private static void requireNoPublisher(Class<?> type) {
		if (isNamed(type, "java.util.concurrent.Future")) {
			throw new IllegalArgumentException("it returns a " + type.getSimpleName()
					+ ", which only a blocked thread can wait for. Return a CompletableFuture, or wait within the method");
		}
		if (isNamed(type, "org.reactivestreams.Publisher") || isNamed(type, "java.util.concurrent.Flow$Publisher")) {
			throw new IllegalArgumentException("it returns a " + type.getSimpleName()
					+ ", which Spring has no adapter for. Add io.projectreactor:reactor-core, or return a CompletableFuture");
		}
	}

	private static boolean isNamed(Class<?> type, String name) {
		return type.getName().equals(name)
				|| ClassUtils.getAllInterfacesForClassAsSet(type).stream().anyMatch((i) -> i.getName().equals(name));
	}

	/**
	 * Turns a value of a type that {@link #isAsync} into a stage.
	 */
	CompletionStage<?> stage(Object value) {
		if (value instanceof CompletionStage<?> stage) {
			return stage;
		}
		ReactiveAdapter from = this.adapters.getAdapter(value.getClass());
		ReactiveAdapter to = this.adapters.getAdapter(CompletableFuture.class);
		if (from == null || to == null) {
			throw new IllegalStateException(
					"A " + value.getClass().getName() + " cannot be waited for without io.projectreactor:reactor-core");
		}
		return (CompletionStage<?>) to.fromPublisher(from.toPublisher(value));
	}

}
