package io.phoenixchannels.test.server;

import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.phoenixchannels.test.server.Application.FrameKind;
import io.phoenixchannels.test.server.Application.Tap;
import io.phoenixchannels.test.socket.Outlet;
import io.phoenixchannels.test.socket.SocketProcess;
import io.phoenixchannels.test.wire.Message;
import io.phoenixchannels.test.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * One open WebSocket, and what can be done to it. Safe for use by any thread.
 */
public final class WebSocketConnection implements Outlet {

	/** How long a client may take to answer our close frame. */
	private static final long CLOSE_MILLIS = 500;

	private static final int NO_CODE = 1005;

	private final AtomicBoolean closeSent = new AtomicBoolean();

	private final Channel channel;

	private final SocketSettings settings;

	private final SocketProcess socket;

	private volatile @Nullable Tap tap;

	private volatile boolean silent;

	private volatile boolean answersClose = true;

	WebSocketConnection(Channel channel, SocketSettings settings, Application application, WireFormat format) {
		this.channel = channel;
		this.settings = settings;
		this.socket = new SocketProcess(application.endpoint(), format, settings.maxChannels(), this,
				(topic) -> tap().route(topic));
	}

	void tap(Tap tap) {
		this.tap = tap;
	}

	Tap tap() {
		return Objects.requireNonNull(this.tap);
	}

	SocketSettings settings() {
		return this.settings;
	}

	public SocketProcess socket() {
		return this.socket;
	}

	public boolean isOpen() {
		return this.channel.isActive();
	}

	/**
	 * Whether the client takes what is sent to it: false once more waits than fits the
	 * buffers.
	 */
	public boolean isWritable() {
		return this.channel.isWritable();
	}

	public boolean isSilent() {
		return this.silent;
	}

	/**
	 * While silent, everything is read and dropped, and nothing is sent.
	 */
	public void silent(boolean silent) {
		this.silent = silent;
	}

	/**
	 * While not reading, TCP pushes back on the client.
	 */
	public void reading(boolean reading) {
		this.channel.config().setAutoRead(reading);
	}

	/**
	 * Whether a close frame of the client is answered.
	 */
	public void answersClose(boolean answersClose) {
		this.answersClose = answersClose;
	}

	boolean hasSentClose() {
		return this.closeSent.get();
	}

	@Override
	public void send(Message message) {
		ByteBuf data = Unpooled.wrappedBuffer(message.data());
		write(message.text() ? new TextWebSocketFrame(data) : new BinaryWebSocketFrame(data),
				message.text() ? FrameKind.TEXT : FrameKind.BINARY, message.data());
	}

	void write(WebSocketFrame frame, FrameKind kind, byte[] data) {
		if (this.silent || this.closeSent.get()) {
			frame.release();
			return;
		}
		tap().frame(false, kind, data);
		this.channel.write(frame, this.channel.voidPromise());
	}

	@Override
	public void flush() {
		this.channel.flush();
	}

	@Override
	public void close(int code) {
		if (sendClose(code)) {
			try {
				this.channel.eventLoop().schedule(() -> {
					this.channel.close();
				}, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
			}
			catch (RejectedExecutionException ex) {
				// The server stops, and ends the connection with it.
			}
		}
	}

	@Override
	public void answerClose(int code) {
		if (this.answersClose && sendClose(this.settings.closeAnswer().applyAsInt(code))) {
			this.channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
		}
	}

	private boolean sendClose(int code) {
		if (this.silent || !this.closeSent.compareAndSet(false, true)) {
			return false;
		}
		byte[] data = (code == NO_CODE) ? new byte[0] : new byte[] { (byte) (code >> 8), (byte) code };
		tap().frame(false, FrameKind.CLOSE, data);
		// Built from bytes, since Netty refuses codes that a test may want to send.
		this.channel.writeAndFlush(new CloseWebSocketFrame(true, 0, Unpooled.wrappedBuffer(data)));
		return true;
	}

	@Override
	public void kill() {
		try {
			this.channel.config().setOption(ChannelOption.SO_LINGER, 0);
		}
		catch (ChannelException ex) {
			// It has closed by itself in the meantime.
		}
		this.channel.close();
	}

	void gone() {
		this.socket.disconnected();
		tap().gone();
	}

}
