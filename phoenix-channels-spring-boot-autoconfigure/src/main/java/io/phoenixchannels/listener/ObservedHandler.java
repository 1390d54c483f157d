package io.phoenixchannels.listener;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.micrometer.observation.Observation;
import io.phoenixchannels.client.observation.SafeObservation;
import io.phoenixchannels.listener.argument.ListenerInvocation;
import io.phoenixchannels.listener.observation.ListenerObservations;
import io.phoenixchannels.listener.observation.PhoenixListenerContext;
import io.phoenixchannels.listener.observation.PhoenixListenerContext.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Makes each call of a listener an observation, which is the current one on the calling
 * thread, and ends with the stage of the call.
 */
final class ObservedHandler implements ListenerHandler {

	private final ListenerHandler handler;

	private final String listener;

	private final boolean eventsNamed;

	private final ListenerObservations observations;

	ObservedHandler(ListenerHandler handler, PhoenixListenerEndpoint endpoint, ListenerObservations observations) {
		this.handler = handler;
		this.listener = endpoint.id();
		this.eventsNamed = !endpoint.events().isEmpty();
		this.observations = observations;
	}

	@Override
	public void handle(ListenerInvocation invocation) throws Exception {
		this.handler.handle(invocation);
	}

	@Override
	public @Nullable CompletionStage<?> handleAsync(ListenerInvocation invocation) throws Exception {
		if (this.observations.areOff()) {
			return this.handler.handleAsync(invocation);
		}
		PhoenixListenerContext context = new PhoenixListenerContext(invocation.client().name(),
				invocation.client().target(), this.listener, invocation.message(), this.eventsNamed);
		return observed(invocation, context, this.observations.start(context));
	}

	private @Nullable CompletionStage<?> observed(ListenerInvocation invocation, PhoenixListenerContext context,
			Observation observation) throws Exception {
		CompletionStage<?> stage;
		try {
			stage = scoped(invocation, observation);
		}
		catch (Throwable ex) {
			end(context, observation, ex);
			throw ex;
		}
		if (stage == null) {
			end(context, observation, null);
			return null;
		}
		return stage.whenComplete((value, failure) -> end(context, observation,
				(failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure));
	}

	private @Nullable CompletionStage<?> scoped(ListenerInvocation invocation, Observation observation)
			throws Exception {
		Observation.Scope scope = SafeObservation.open(observation);
		try {
			return this.handler.handleAsync(invocation);
		}
		finally {
			SafeObservation.close(scope);
		}
	}

	private static void end(PhoenixListenerContext context, Observation observation, @Nullable Throwable failure) {
		context.ended((failure != null) ? Outcome.ERROR : Outcome.OK);
		SafeObservation.stop(observation, failure);
	}

}
