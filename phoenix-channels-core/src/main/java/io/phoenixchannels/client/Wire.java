package io.phoenixchannels.client;

import java.util.concurrent.CompletionException;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.Codec;
import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.PhoenixException;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.session.ConnectionId;
import io.phoenixchannels.session.Signal;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportException;
import io.phoenixchannels.transport.TransportListener;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one connection: turns what the transport says into signals, and holds
 * its reading thread up when the handlers cannot follow. The connection and whether it
 * was given up are guarded by the lock of the {@link SessionLoop}.
 */
final class Wire implements TransportListener {

	private final ConnectionId id;

	private final Codec codec;

	private final SessionLoop loop;

	private final Traffic traffic;

	private final ConnectObservation observation;

	private final ReadGate gate = new ReadGate();

	/** For so many messages that came together, the same is put off only once. */
	private final int together;

	/** For one call of the transport at a time. */
	private @Nullable Runnable putOff;

	/** By so many messages. */
	private int putOffBy;

	private @Nullable TransportConnection connection;

	private boolean abandoned;

	Wire(ConnectionId id, Codec codec, SessionLoop loop, Traffic traffic, ConnectObservation observation,
			int together) {
		this.together = together;
		this.id = id;
		this.codec = codec;
		this.loop = loop;
		this.traffic = traffic;
		this.observation = observation;
	}

	ConnectionId id() {
		return this.id;
	}

	ConnectObservation observation() {
		return this.observation;
	}

	ReadGate gate() {
		return this.gate;
	}

	boolean isAbandoned() {
		return this.abandoned;
	}

	void attach(TransportConnection connection) {
		this.connection = connection;
	}

	/**
	 * Sends a frame.
	 * @return null if it was queued, otherwise why not
	 */
	Signal.@Nullable FrameRefused send(Frame frame) {
		WireMessage message;
		try {
			message = this.codec.encode(frame);
		}
		catch (CodecException ex) {
			return new Signal.FrameRefused(this.id, frame, String.valueOf(ex.getMessage()), true);
		}
		if (this.connection == null || !this.connection.send(message)) {
			return new Signal.FrameRefused(this.id, frame,
					"the connection has just broken, or has too much to send already", false);
		}
		this.traffic.sent();
		return null;
	}

	void close(CloseStatus status) {
		this.abandoned = true;
		this.gate.breakDown();
		if (this.connection != null) {
			this.connection.close(status);
		}
	}

	void abort() {
		this.abandoned = true;
		this.gate.breakDown();
		if (this.connection != null) {
			this.connection.abort();
		}
	}

	/**
	 * What the attempt needs could not be had.
	 */
	void credentialsFailed(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		// The message of a foreign exception may quote what it failed on.
		String problem = (cause instanceof PhoenixException) ? cause.getMessage() : cause.getClass().getName();
		this.loop.post(new Signal.CredentialsFailed(this.id, "the credentials could not be supplied: " + problem));
	}

	@Override
	public void opened() {
		this.loop.post(new Signal.TransportOpened(this.id));
	}

	@Override
	public void received(WireMessage message, boolean more) {
		this.traffic.received();
		Signal signal;
		try {
			signal = new Signal.FrameReceived(this.id, this.codec.decode(message));
		}
		catch (CodecException ex) {
			this.traffic.unreadable();
			signal = new Signal.FrameRejected(this.id, String.valueOf(ex.getMessage()));
		}
		Runnable putOff = this.loop.take(signal);
		if (putOff != this.putOff) {
			// What came first is done first; what came now is not lost if that throws.
			replacePutOff(putOff);
		}
		this.putOffBy++;
		if (!more || this.putOffBy >= this.together || this.gate.isHeld()) {
			runPutOff();
		}
		if (this.gate.isHeld()) {
			this.loop.post(new Signal.ReadingPaused(this.id));
			this.gate.await();
			this.loop.post(new Signal.ReadingResumed(this.id));
		}
	}

	private void runPutOff() {
		replacePutOff(null);
	}

	private void replacePutOff(@Nullable Runnable by) {
		Runnable before = this.putOff;
		this.putOff = by;
		this.putOffBy = 0;
		if (before != null) {
			before.run();
		}
	}

	@Override
	public void closed(CloseStatus status) {
		this.gate.breakDown();
		this.loop.runUnlocked(this::runPutOff);
		this.loop.post(new Signal.TransportClosed(this.id, status));
	}

	@Override
	public void failed(TransportException failure) {
		this.gate.breakDown();
		this.loop.runUnlocked(this::runPutOff);
		this.loop.post(new Signal.TransportFailed(this.id, String.valueOf(failure.getMessage()), failure.httpStatus()));
	}

}
