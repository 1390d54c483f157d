package io.phoenixchannels.client;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.phoenixchannels.client.ConnectSupplier.ConnectContext;
import io.phoenixchannels.protocol.Codec;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.session.ConnectionId;
import io.phoenixchannels.session.Effect;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.session.OperationId;
import io.phoenixchannels.session.Outcome;
import io.phoenixchannels.session.Signal;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Does what the session asks for. Its methods run under the lock of the
 * {@link SessionLoop}, which guards all its state.
 */
final class EffectRunner implements Effect.Performer {

	private final SessionLoop loop;

	private final Transport transport;

	private final Codec codec;

	private final Credentials credentials;

	private final Traffic traffic;

	private final Executor executor;

	private final PendingOperations operations;

	private final Observers observers;

	private final Runnable wakingObservers;

	private final Dispatchers dispatchers;

	private final PayloadConverter converter;

	private final ConnectObservations observations;

	/** Whether the thread that reads a reply hands it over. */
	private final boolean repliesDirectly;

	/** For how many messages the thread that reads calls handlers together. */
	private final int together;

	private final Map<Integer, Wire> wires = new HashMap<>();

	/**
	 * What was asked for last, as most frames come on the connection of the one before.
	 */
	private @Nullable Wire lastWire;

	EffectRunner(SessionLoop loop, Transport transport, Codec codec, Credentials credentials, Traffic traffic,
			Executor executor, PendingOperations operations, Observers observers, Dispatchers dispatchers,
			PayloadConverter converter, ConnectObservations observations, ListenerPolicy policy) {
		this.loop = loop;
		this.transport = transport;
		this.codec = codec;
		this.credentials = credentials;
		this.traffic = traffic;
		this.executor = executor;
		this.operations = operations;
		this.observers = observers;
		this.wakingObservers = observers::wake;
		this.dispatchers = dispatchers;
		this.converter = converter;
		this.observations = observations;
		this.repliesDirectly = policy.execution() == ListenerPolicy.Execution.DIRECT;
		this.together = policy.together();
	}

	@Override
	public void openTransport(Effect.OpenTransport effect) {
		endAttempt(effect.connection().number(), ConnectObservation::cancelled);
		ConnectContext context = new ConnectContext(effect.connection().number(), effect.attempt(),
				effect.lastDisconnect());
		Wire wire = new Wire(effect.connection(), this.codec, this.loop, this.traffic, this.observations.of(context),
				this.together);
		this.wires.put(effect.connection().number(), wire);
		this.lastWire = null;
		submit(() -> askForCredentials(wire, context));
	}

	private void askForCredentials(Wire wire, ConnectContext context) {
		try {
			ConnectObservation observation = wire.observation();
			observation.start(() -> this.credentials.request(context)).whenComplete((request, failure) -> {
				if (failure != null) {
					wire.credentialsFailed(failure);
				}
				else {
					this.loop.locked(() -> open(wire, observation.propagate(request)));
				}
			});
		}
		catch (RuntimeException ex) {
			wire.credentialsFailed(ex);
		}
	}

	private void open(Wire wire, ConnectRequest request) {
		if (!wire.isAbandoned()) {
			wire.attach(this.transport.open(request, wire));
		}
	}

	@Override
	public void closeTransport(Effect.CloseTransport effect) {
		Wire wire = wire(effect.connection());
		if (wire != null) {
			wire.close(effect.status());
		}
	}

	@Override
	public void abortTransport(Effect.AbortTransport effect) {
		Wire wire = wire(effect.connection());
		if (wire != null) {
			wire.abort();
		}
	}

	@Override
	public void sendFrame(Effect.SendFrame effect) {
		Wire wire = wire(effect.connection());
		Signal.FrameRefused refused = (wire != null) ? wire.send(effect.frame())
				: new Signal.FrameRefused(effect.connection(), effect.frame(), "the connection is gone", false);
		if (effect.onSent() != null) {
			resolve(effect.onSent(), (refused != null) ? new Outcome.Refused(refused.problem()) : Outcome.DONE);
		}
		if (refused != null) {
			this.loop.post(refused);
		}
	}

	@Override
	public void requestJoinParams(Effect.RequestJoinParams effect) {
		submit(new JoinParamsRequest(effect, this.dispatchers.remember(effect.topic()), this.converter, this.loop));
	}

	@Override
	public void deliverMessage(Effect.DeliverMessage effect) {
		Wire wire = wire(effect.connection());
		Frame frame = effect.frame();
		if (wire != null) {
			ChannelDispatcher dispatcher = this.dispatchers.offer(frame, wire.gate());
			if (dispatcher != null) {
				this.loop.afterwards(dispatcher.wakingReading());
			}
		}
	}

	@Override
	public void resolveOperation(Effect.ResolveOperation effect) {
		resolve(effect.operation(), effect.outcome());
	}

	private void resolve(OperationId operation, Outcome outcome) {
		Resolution resolution = this.operations.resolve(operation, outcome);
		if (resolution == null) {
			return;
		}
		boolean replied = outcome instanceof Outcome.Replied || outcome instanceof Outcome.Rejected;
		if ((replied && this.repliesDirectly) || this.loop.isBegunNow(operation)) {
			this.loop.afterwards(resolution);
		}
		else if (resolution.isAwaited()) {
			this.loop.afterwards(resolution::wake);
		}
		else {
			submit(resolution);
		}
	}

	@Override
	public void announce(Notice notice) {
		ChannelDispatcher dispatcher = this.dispatchers.offer(notice);
		if (dispatcher != null) {
			this.loop.afterwards(dispatcher::wake);
		}
		if (notice instanceof Notice.ChannelClosed closed) {
			this.dispatchers.release(closed.topic());
		}
		endAttempt(notice);
		if (notice instanceof Notice.ConnectionClosed closed) {
			this.wires.remove(closed.connection());
			this.lastWire = null;
		}
		this.observers.announce(notice);
		this.loop.afterwards(this.wakingObservers);
	}

	private void endAttempt(Notice notice) {
		if (notice instanceof Notice.ConnectionOpened opened) {
			endAttempt(opened.connection(), ConnectObservation::connected);
		}
		else if (notice instanceof Notice.ConnectFailed failed) {
			endAttempt(failed.connection(), (observation) -> observation.failed(failed.reason()));
		}
		else if (notice instanceof Notice.ConnectionClosed closed) {
			endAttempt(closed.connection(), ConnectObservation::cancelled);
		}
	}

	private void endAttempt(int connection, Consumer<ConnectObservation> end) {
		Wire wire = this.wires.get(connection);
		if (wire != null && wire.observation().takeEnd()) {
			submit(() -> end.accept(wire.observation()));
		}
	}

	/**
	 * Runs code of the application, or what may.
	 */
	private void submit(Runnable task) {
		this.loop.afterwards(() -> {
			try {
				this.executor.execute(task);
			}
			catch (RejectedExecutionException ex) {
				// The executor is shut down before the client: better here than never.
				task.run();
			}
		});
	}

	private @Nullable Wire wire(ConnectionId id) {
		Wire wire = this.lastWire;
		if (wire == null || wire.id() != id) {
			wire = this.wires.get(id.number());
			this.lastWire = wire;
		}
		return (wire != null && wire.id().equals(id)) ? wire : null;
	}

}
