package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import jakarta.websocket.Session;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;

/**
 * A session of Jetty's container. Loaded only where that is on the class path.
 */
final class JettySession extends NativeSession {

	/** What the text of a message is begun with, in bytes; it grows. */
	private static final int TEXT = 512;

	private final JakartaWebSocketSession session;

	private final long timeout;

	private JettySession(JakartaWebSocketSession session) {
		super(session);
		this.session = session;
		this.timeout = sendTimeout(session);
		beginTextsSmall(session.getCoreSession());
	}

	/**
	 * Otherwise each one would be begun with as many bytes as are read at once.
	 */
	private static void beginTextsSmall(CoreSession session) {
		if (session instanceof WebSocketCoreSession core) {
			int readBufferSize = core.getInputBufferSize();
			core.setInputBufferSize(TEXT);
			core.getConnection().setInputBufferSize(readBufferSize);
		}
	}

	static NativeSession of(Session session) {
		return (session instanceof JakartaWebSocketSession jetty) ? new JettySession(jetty)
				: new NativeSession(session);
	}

	/**
	 * Past the API, which would wait for each message of a batch, and for ever.
	 */
	@Override
	@Nullable Unwritten write(List<WireMessage> messages) {
		CoreSession core = this.session.getCoreSession();
		Batch batch = new Batch(messages.size());
		int last = messages.size() - 1;
		for (int i = 0; i <= last; i++) {
			// The last one is flushed, and all before it along with it.
			core.sendFrame(frame(messages.get(i)), batch, i < last);
		}
		return batch.isWritten() ? null : () -> await(batch);
	}

	private void await(Batch batch) throws IOException {
		try {
			batch.await(this.timeout);
		}
		catch (TimeoutException ex) {
			this.session.abort();
			throw new IOException("nothing could be written for " + this.timeout + " ms");
		}
	}

	private static Frame frame(WireMessage message) {
		if (message instanceof WireMessage.Binary binary) {
			return new Frame(OpCode.BINARY).setPayload(binary.bytes());
		}
		return new Frame(OpCode.TEXT).setPayload(((WireMessage.Text) message).text());
	}

	/**
	 * Sends a close frame as soon as it can be written, without waiting for that.
	 */
	@Override
	void close(CloseStatus status, Duration timeout) {
		this.session.getCoreSession().close(status.code(), status.reason(), Callback.NOOP);
	}

	@Override
	boolean isClosed() {
		return this.session.getCoreSession().isClosed();
	}

	@Override
	void terminate() {
		this.session.abort();
	}

	/**
	 * Waits until so many messages are written.
	 */
	private static final class Batch implements Callback {

		private final AtomicInteger waiting;

		private final CompletableFuture<@Nullable Void> written = new CompletableFuture<>();

		Batch(int messages) {
			this.waiting = new AtomicInteger(messages);
		}

		@Override
		public void succeeded() {
			if (this.waiting.decrementAndGet() == 0) {
				this.written.complete(null);
			}
		}

		@Override
		public void failed(Throwable failure) {
			this.written.completeExceptionally(failure);
		}

		boolean isWritten() {
			return this.waiting.get() == 0;
		}

		/**
		 * Waits, as long as a message is written now and then.
		 * @throws TimeoutException if none was for so many milliseconds
		 */
		void await(long timeout) throws IOException, TimeoutException {
			try {
				while (true) {
					int before = this.waiting.get();
					try {
						this.written.get(timeout, TimeUnit.MILLISECONDS);
						return;
					}
					catch (TimeoutException ex) {
						if (this.waiting.get() == before) {
							throw ex;
						}
					}
				}
			}
			catch (ExecutionException ex) {
				throw (ex.getCause() instanceof IOException cause) ? cause : new IOException(ex.getCause());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IOException("interrupted while writing");
			}
		}

	}

}
