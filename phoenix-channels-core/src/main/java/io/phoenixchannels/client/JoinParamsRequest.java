package io.phoenixchannels.client;

import java.util.concurrent.CompletionException;

import io.phoenixchannels.client.JoinParamsSupplier.JoinContext;
import io.phoenixchannels.session.Effect;
import io.phoenixchannels.session.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Asks a supplier for the params of one join, and brings its answer to the session. Runs
 * code of the application.
 */
final class JoinParamsRequest implements Runnable {

	private final Effect.RequestJoinParams request;

	private final @Nullable PhoenixMessage lastMessage;

	private final PayloadConverter converter;

	private final SessionLoop loop;

	JoinParamsRequest(Effect.RequestJoinParams request, @Nullable PhoenixMessage lastMessage,
			PayloadConverter converter, SessionLoop loop) {
		this.request = request;
		this.lastMessage = lastMessage;
		this.converter = converter;
		this.loop = loop;
	}

	@Override
	public void run() {
		JoinParamsSupplier supplier = (JoinParamsSupplier) this.request.source();
		PhoenixReply rejection = (this.request.lastRejection() != null)
				? new PhoenixReply(this.request.lastRejection(), this.converter) : null;
		try {
			supplier.get(new JoinContext(this.request.topic(), this.request.rejoin(), this.lastMessage, rejection))
				.whenComplete(this::answer);
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
	}

	private void answer(@Nullable Object params, @Nullable Throwable failure) {
		if (failure != null) {
			failed(failure);
			return;
		}
		this.loop.post(written(params));
	}

	private Signal written(@Nullable Object params) {
		try {
			return new Signal.JoinParamsSupplied(this.request.topic(), this.request.token(),
					this.converter.write(params));
		}
		catch (RuntimeException ex) {
			// The message may quote the params.
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			String problem = "a " + ((params != null) ? params.getClass().getName() : "null")
					+ " cannot be written as JSON (" + cause.getClass().getSimpleName() + ")";
			return new Signal.JoinParamsFailed(this.request.topic(), this.request.token(), problem, true);
		}
	}

	private void failed(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		// Its message may quote what it failed on.
		this.loop.post(new Signal.JoinParamsFailed(this.request.topic(), this.request.token(),
				cause.getClass().getName(), false));
	}

}
