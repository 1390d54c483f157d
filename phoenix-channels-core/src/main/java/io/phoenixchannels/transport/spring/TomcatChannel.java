package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.phoenixchannels.protocol.WireMessage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.tomcat.websocket.AsyncChannelWrapper;
import org.apache.tomcat.websocket.WsRemoteEndpointImplBase;
import org.apache.tomcat.websocket.WsRemoteEndpointImplClient;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;

/**
 * The socket of a session of Tomcat's. Tomcat itself writes pongs and close frames on it,
 * and whoever writes has Tomcat's own semaphore meanwhile.
 */
final class TomcatChannel {

	private static final Log logger = LogFactory.getLog(TomcatChannel.class);

	static final String REMOTE_BASE = "org.apache.tomcat.websocket.WsRemoteEndpointImplBase";

	static final String REMOTE_CLIENT = "org.apache.tomcat.websocket.WsRemoteEndpointImplClient";

	/** Of a session: what it writes with. */
	static final String REMOTE = "wsRemoteEndpoint";

	/** Of the remote: the socket. */
	static final String CHANNEL = "channel";

	/** Of the remote: the semaphore. */
	static final String TURN = "messagePartInProgress";

	private final WsSession session;

	private final AsyncChannelWrapper channel;

	private final Semaphore turn;

	private final long timeout;

	private final Masks masks = new Masks();

	private TomcatChannel(WsSession session, AsyncChannelWrapper channel, Semaphore turn) {
		this.session = session;
		this.channel = channel;
		this.turn = turn;
		this.timeout = NativeSession.sendTimeout(session);
	}

	/**
	 * The socket of a session.
	 * @return null if this Tomcat keeps it elsewhere
	 */
	static @Nullable TomcatChannel of(WsSession session) {
		try {
			Object remote = TomcatFields.open(WsSession.class, REMOTE).get(session);
			return new TomcatChannel(session,
					(AsyncChannelWrapper) TomcatFields.open(WsRemoteEndpointImplClient.class, CHANNEL).get(remote),
					(Semaphore) TomcatFields.open(WsRemoteEndpointImplBase.class, TURN).get(remote));
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			logger.info("This version of Tomcat is not known, so that messages are written by its slower API: " + ex);
			return null;
		}
	}

	/**
	 * Writes what the network takes at once.
	 * @return what is left; null if nothing is. To wait for it throws an
	 * {@link InterruptedIOException} if the network takes nothing for too long: then
	 * nothing can be written on this socket any more
	 */
	@Nullable Unwritten write(List<WireMessage> messages) throws IOException {
		Writing writing = new Writing(new MaskedFrames(messages, this.masks));
		return (this.turn.tryAcquire() && writing.begin()) ? null : writing;
	}

	/**
	 * Frames that are written, in the writer's turn.
	 */
	private final class Writing implements Unwritten {

		private final MaskedFrames frames;

		private boolean begun;

		private @Nullable ByteBuffer piece;

		/** What becomes of the piece, while it is being written. */
		private @Nullable Future<Integer> written;

		Writing(MaskedFrames frames) {
			this.frames = frames;
		}

		/**
		 * Writes with the turn, without blocking.
		 * @return whether all is written
		 */
		boolean begin() throws IOException {
			this.begun = true;
			// Nothing may follow a close frame.
			if (!TomcatChannel.this.session.isOpen()) {
				throw end(new IOException("the connection is being closed"));
			}
			return goOn();
		}

		private boolean goOn() throws IOException {
			try {
				while (this.written == null || this.written.isDone()) {
					if (this.written != null) {
						this.written.get();
					}
					if (this.piece == null || !this.piece.hasRemaining()) {
						this.piece = this.frames.next();
					}
					if (this.piece == null) {
						TomcatChannel.this.turn.release();
						return true;
					}
					this.written = TomcatChannel.this.channel.write(this.piece);
				}
				return false;
			}
			catch (ExecutionException ex) {
				throw end((ex.getCause() instanceof IOException cause) ? cause : new IOException(ex.getCause()));
			}
			catch (InterruptedException | RuntimeException ex) {
				throw end(new IOException(ex));
			}
		}

		private IOException end(IOException failure) {
			TomcatChannel.this.turn.release();
			return failure;
		}

		@Override
		public void await() throws IOException {
			try {
				boolean done = this.begun ? goOn() : beginInTurn();
				while (!done) {
					if (this.written != null) {
						this.written.get(TomcatChannel.this.timeout, TimeUnit.MILLISECONDS);
					}
					done = goOn();
				}
			}
			catch (ExecutionException ex) {
				// Thrown again, and told, by the look at what was written.
				goOn();
			}
			catch (TimeoutException ex) {
				throw tooSlow();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new InterruptedIOException("interrupted while writing");
			}
		}

		private boolean beginInTurn() throws IOException, InterruptedException {
			if (!TomcatChannel.this.turn.tryAcquire(TomcatChannel.this.timeout, TimeUnit.MILLISECONDS)) {
				throw tooSlow();
			}
			return begin();
		}

		private InterruptedIOException tooSlow() {
			return new InterruptedIOException("nothing could be written for " + TomcatChannel.this.timeout + " ms");
		}

	}

}
