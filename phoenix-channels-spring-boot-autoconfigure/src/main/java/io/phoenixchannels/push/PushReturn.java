package io.phoenixchannels.push;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.phoenixchannels.kotlin.SuspendFunctions;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What a push method asks for, and how it delivers it, as its return type says.
 */
record PushReturn(PushRequest request, PushDelivery delivery) {

	private static final Set<Class<?>> FUTURES = Set.of(CompletableFuture.class, CompletionStage.class, Future.class);

	private static final String MONO = "reactor.core.publisher.Mono";

	private static final Set<String> PUBLISHERS = Set.of("org.reactivestreams.Publisher",
			"java.util.concurrent.Flow$Publisher", "kotlinx.coroutines.flow.Flow");

	/**
	 * Reads the return type of a method.
	 * @param type the interface, which may bind type variables of the method
	 * @throws IllegalArgumentException if nothing can be delivered as that type
	 */
	static PushReturn of(Method method, Class<?> type) {
		if (SuspendFunctions.is(method)) {
			SuspendFunctions.requireProxies();
			Type value = GenericTypeResolver.resolveType(SuspendFunctions.valueType(method), type);
			requireSingle(ResolvableType.forType(value).resolve(Object.class));
			return new PushReturn(PushRequest.of(value), ReactivePushes.suspending());
		}
		Type returned = GenericTypeResolver.resolveType(method.getGenericReturnType(), type);
		ResolvableType resolved = ResolvableType.forType(returned);
		Class<?> raw = resolved.resolve(Object.class);
		if (FUTURES.contains(raw)) {
			return new PushReturn(PushRequest.of(resolved.getGeneric().getType()), PushDelivery.FUTURE);
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw);
		if (adapter == null) {
			requireSingle(raw);
			return new PushReturn(PushRequest.of(returned), PushDelivery.AWAITED);
		}
		if (adapter.isMultiValue() || !ClassUtils.isPresent(MONO, PushReturn.class.getClassLoader())) {
			throw several(raw);
		}
		PushRequest request = adapter.isNoValue() ? PushRequest.SEND : PushRequest.of(resolved.getGeneric().getType());
		return new PushReturn(request, ReactivePushes.as(adapter));
	}

	private static void requireSingle(Class<?> type) {
		if (isPublisher(type)
				|| ClassUtils.getAllInterfacesForClassAsSet(type).stream().anyMatch(PushReturn::isPublisher)) {
			throw several(type);
		}
		if (CompletionStage.class.isAssignableFrom(type) || Future.class.isAssignableFrom(type)) {
			throw new IllegalArgumentException("it returns a " + type.getSimpleName()
					+ ", which nobody can make here. Return a CompletableFuture or a CompletionStage");
		}
	}

	private static IllegalArgumentException several(Class<?> type) {
		return new IllegalArgumentException("it returns a " + type.getSimpleName()
				+ ", but a push has one reply at most. Return a CompletableFuture, or a Mono, which needs"
				+ " io.projectreactor:reactor-core");
	}

	private static boolean isPublisher(Class<?> type) {
		return PUBLISHERS.contains(type.getName());
	}

}
