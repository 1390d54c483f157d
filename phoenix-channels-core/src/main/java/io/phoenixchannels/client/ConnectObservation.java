package io.phoenixchannels.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.phoenixchannels.client.observation.DefaultPhoenixConnectObservationConvention;
import io.phoenixchannels.client.observation.PhoenixConnectContext;
import io.phoenixchannels.client.observation.PhoenixConnectObservationConvention;
import io.phoenixchannels.client.observation.PhoenixObservationDocumentation;
import io.phoenixchannels.client.observation.SafeObservation;
import io.phoenixchannels.session.DisconnectReason;
import io.phoenixchannels.transport.ConnectRequest;
import org.jspecify.annotations.Nullable;

/**
 * The observation of one attempt to connect. It is started and stopped where code of the
 * application may run; the end may come before the start has returned.
 */
final class ConnectObservation {

	/**
	 * Null if nobody observes.
	 */
	private final @Nullable PhoenixConnectContext context;

	private final @Nullable PhoenixConnectObservationConvention convention;

	private final ObservationRegistry registry;

	private final CompletableFuture<Observation> started = new CompletableFuture<>();

	private final AtomicBoolean ended = new AtomicBoolean();

	ConnectObservation(@Nullable PhoenixConnectContext context,
			@Nullable PhoenixConnectObservationConvention convention, ObservationRegistry registry) {
		this.context = context;
		this.convention = convention;
		this.registry = registry;
	}

	/**
	 * Starts, and does something within the observation: what it asks for over the
	 * network is part of the attempt.
	 */
	<T> T start(Supplier<T> action) {
		PhoenixConnectContext context = this.context;
		if (context == null) {
			return action.get();
		}
		Observation observation = SafeObservation
			.start(() -> PhoenixObservationDocumentation.CONNECT.observation(this.convention,
					DefaultPhoenixConnectObservationConvention.INSTANCE, () -> context, this.registry));
		this.started.complete(observation);
		return SafeObservation.scoped(observation, action);
	}

	/**
	 * Adds what a tracer propagates to the headers of the handshake. Headers of the
	 * application with the same name stay as they are.
	 */
	ConnectRequest propagate(ConnectRequest request) {
		Map<String, String> propagated = (this.context != null) ? this.context.headers() : Map.of();
		if (propagated.isEmpty()) {
			return request;
		}
		Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		taken.addAll(request.headers().keySet());
		Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
		propagated.forEach((name, value) -> {
			if (taken.add(name)) {
				headers.put(name, List.of(value));
			}
		});
		return new ConnectRequest(request.uri(), headers, request.subprotocols());
	}

	/**
	 * Takes the right to end the observation; ending it calls code of the application.
	 * @return false if it was taken before
	 */
	boolean takeEnd() {
		return this.ended.compareAndSet(false, true);
	}

	/**
	 * The connection is open.
	 */
	void connected() {
		end(PhoenixConnectContext.CONNECTED, null, null);
	}

	void failed(DisconnectReason reason) {
		end(text(reason.kind()), reason.code(), new ConnectException(reason.text(), reason));
	}

	/**
	 * The application no longer wants the attempt.
	 */
	void cancelled() {
		end(text(DisconnectReason.Kind.REQUESTED), null, null);
	}

	private void end(String outcome, @Nullable Integer code, @Nullable Throwable error) {
		PhoenixConnectContext context = this.context;
		if (context != null) {
			this.started.thenAccept((observation) -> {
				context.ended(outcome, code);
				SafeObservation.stop(observation, error);
			});
		}
	}

	private static String text(DisconnectReason.Kind kind) {
		return kind.name().toLowerCase(Locale.ROOT);
	}

}
