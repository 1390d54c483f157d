package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import jakarta.websocket.Session;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketMessage;

/**
 * A session of Tomcat's container. Loaded only where that is on the class path.
 */
final class TomcatSession extends NativeSession {

	private static final Log logger = LogFactory.getLog(TomcatSession.class);

	private final WsSession session;

	private final @Nullable TomcatChannel channel;

	private final @Nullable TomcatBuffers buffers;

	private TomcatSession(WsSession session) {
		super(session);
		this.session = session;
		this.channel = TomcatChannel.of(session);
		this.buffers = TomcatBuffers.of(session);
	}

	static NativeSession of(Session session) {
		return (session instanceof WsSession tomcat) ? new TomcatSession(tomcat) : new NativeSession(session);
	}

	@Override
	void received(WebSocketMessage<?> piece) {
		if (this.buffers != null) {
			this.buffers.received(piece);
		}
	}

	@Override
	boolean hasMore() {
		return this.buffers != null && this.buffers.hasMore();
	}

	/**
	 * Past the API, which blocks, and takes a hundred times as long to mask a message.
	 */
	@Override
	@Nullable Unwritten write(List<WireMessage> messages) throws IOException {
		if (this.channel == null) {
			return super.write(messages);
		}
		Unwritten unwritten = this.channel.write(messages);
		return (unwritten != null) ? () -> await(unwritten) : null;
	}

	private void await(Unwritten unwritten) throws IOException {
		try {
			unwritten.await();
		}
		catch (InterruptedIOException ex) {
			// As Tomcat does if its own writing takes too long.
			this.session.doClose(reason(CloseStatus.ABNORMAL), reason(CloseStatus.ABNORMAL), true);
			throw ex;
		}
	}

	/**
	 * A session whose close frame is unanswered, or whose peer has stopped reading, keeps
	 * its socket for up to 40 seconds. To tell it that the peer has closed ends that.
	 */
	@Override
	void terminate() {
		super.terminate();
		try {
			this.session.onClose(reason(CloseStatus.GOING_AWAY));
		}
		catch (RuntimeException ex) {
			logger.debug("The container closes the socket on its own time: " + ex.getClass().getName());
		}
	}

}
