package io.phoenixchannels.test.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import io.phoenixchannels.test.server.Application.FrameKind;
import io.phoenixchannels.test.wire.Json;
import io.phoenixchannels.test.wire.Message;
import org.jspecify.annotations.Nullable;

/**
 * Puts frames together and hands whole messages to the socket. Runs on the event loop
 * alone and blocks nowhere.
 */
final class WebSocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {

	private static final int NO_CODE = 1005;

	private static final int BAD_UTF8 = 1007;

	private static final int TOO_LARGE = 1009;

	private final WebSocketConnection connection;

	private @Nullable CompositeByteBuf parts;

	private boolean partsAreText;

	WebSocketHandler(WebSocketConnection connection) {
		this.connection = connection;
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
		if (frame instanceof PingWebSocketFrame) {
			byte[] data = bytes(frame.content());
			log(FrameKind.PING, data);
			this.connection.write(new PongWebSocketFrame(Unpooled.wrappedBuffer(data)), FrameKind.PONG, data);
			this.connection.flush();
		}
		else if (frame instanceof PongWebSocketFrame) {
			log(FrameKind.PONG, bytes(frame.content()));
		}
		else if (frame instanceof CloseWebSocketFrame close) {
			closed(context, close);
		}
		else {
			part(frame);
		}
	}

	private void closed(ChannelHandlerContext context, CloseWebSocketFrame close) {
		int code = (close.statusCode() >= 0) ? close.statusCode() : NO_CODE;
		log(FrameKind.CLOSE, bytes(close.content()));
		if (this.connection.isSilent()) {
			return;
		}
		if (this.connection.hasSentClose()) {
			context.close();
		}
		else {
			this.connection.socket().receiveClose(code);
		}
	}

	private void part(WebSocketFrame frame) {
		CompositeByteBuf collected = this.parts;
		if (!(frame instanceof ContinuationWebSocketFrame)) {
			this.partsAreText = frame instanceof TextWebSocketFrame;
			if (frame.isFinalFragment()) {
				message(this.partsAreText, bytes(frame.content()));
				return;
			}
			collected = Unpooled.compositeBuffer(Integer.MAX_VALUE);
			this.parts = collected;
		}
		if (collected == null) {
			return;
		}
		collected.addComponent(true, frame.content().retain());
		if (collected.readableBytes() > this.connection.settings().maxFrameSize()) {
			releaseParts();
			this.connection.socket().close(TOO_LARGE);
		}
		else if (frame.isFinalFragment()) {
			byte[] data = bytes(collected);
			releaseParts();
			message(this.partsAreText, data);
		}
	}

	private void message(boolean text, byte[] data) {
		log(text ? FrameKind.TEXT : FrameKind.BINARY, data);
		if (this.connection.isSilent() || this.connection.hasSentClose()) {
			return;
		}
		if (text && Json.utf8(data) == null) {
			this.connection.socket().close(BAD_UTF8);
		}
		else {
			this.connection.socket().receive(new Message(text, data));
		}
	}

	private void log(FrameKind kind, byte[] data) {
		this.connection.tap().frame(true, kind, data);
	}

	private static byte[] bytes(ByteBuf content) {
		return ByteBufUtil.getBytes(content);
	}

	private void releaseParts() {
		if (this.parts != null) {
			this.parts.release();
			this.parts = null;
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof IdleStateEvent && !this.connection.isSilent()) {
			this.connection.socket().close(this.connection.settings().idleCloseCode());
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (cause.getCause() instanceof CorruptedWebSocketFrameException corrupted) {
			corrupted(corrupted);
		}
		else if (cause instanceof CorruptedWebSocketFrameException corrupted) {
			corrupted(corrupted);
		}
		else {
			context.close();
		}
	}

	private void corrupted(CorruptedWebSocketFrameException corrupted) {
		if (!this.connection.isSilent()) {
			this.connection.socket().close(corrupted.closeStatus().code());
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		releaseParts();
		this.connection.gone();
	}

}
