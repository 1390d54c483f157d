package io.phoenixchannels.test.server;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.timeout.IdleStateHandler;
import io.phoenixchannels.test.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * Answers one WebSocket handshake in the order Phoenix checks: subprotocol, version,
 * connect/3, and only then whether the request is an upgrade at all (recording
 * {@code refused_connect_403}).
 */
final class Handshake {

	private static final HttpAnswer REFUSED = HttpAnswer.empty(403);

	private final Application application;

	private final SocketSettings socket;

	private final UpgradeRequest upgrade;

	private final Subprotocols subprotocols;

	private final FullHttpRequest request;

	Handshake(Application application, SocketSettings socket, UpgradeRequest upgrade, Subprotocols subprotocols,
			FullHttpRequest request) {
		this.application = application;
		this.socket = socket;
		this.upgrade = upgrade;
		this.subprotocols = subprotocols;
		this.request = request;
	}

	/**
	 * Decides, on a thread that may block, and answers on the event loop.
	 */
	void decide(ChannelHandlerContext context, RequestHandler handler) {
		WireFormat format = WireFormat.ofVsn(this.upgrade.params().get("vsn"));
		ConnectAnswer answer = connect(format);
		HttpAnswer refusal = (answer.refusal() != null) ? answer.refusal() : validate();
		context.executor().execute(() -> {
			try {
				if (refusal != null || format == null) {
					handler.answer(context, (refusal != null) ? refusal : REFUSED, this.subprotocols.answer());
				}
				else if (context.channel().isActive()) {
					accept(context.channel(), handler, format, answer.socketId());
				}
			}
			finally {
				this.request.release();
			}
		});
	}

	private ConnectAnswer connect(@Nullable WireFormat format) {
		if (!this.subprotocols.acceptable() || format == null) {
			return new ConnectAnswer(REFUSED, null);
		}
		try {
			return this.application.connect(this.upgrade);
		}
		catch (Exception | AssertionError ex) {
			return new ConnectAnswer(RequestHandler.raised(), null);
		}
	}

	private @Nullable HttpAnswer validate() {
		HttpAnswer answer = validate("connection", "upgrade");
		return (answer != null) ? answer : validate("upgrade", "websocket");
	}

	private @Nullable HttpAnswer validate(String header, String value) {
		List<String> values = this.upgrade.headers().getOrDefault(header, List.of());
		if (values.stream().anyMatch((given) -> given.toLowerCase(Locale.ROOT).contains(value))) {
			return null;
		}
		String given = values.isEmpty() ? "[]" : "[\"" + String.join("\", \"", values) + "\"]";
		return HttpAnswer.text(400, "'" + header + "' header must contain '" + value + "', got " + given);
	}

	private void accept(Channel channel, RequestHandler handler, WireFormat format, @Nullable String socketId) {
		WebSocketServerHandshaker handshaker = new WebSocketServerHandshaker13("", this.subprotocols.answer(),
				WebSocketDecoderConfig.newBuilder()
					.maxFramePayloadLength(this.socket.maxFrameSize())
					.allowExtensions(false)
					.closeOnProtocolViolation(false)
					.withUTF8Validator(false)
					.build());
		WebSocketConnection connection = new WebSocketConnection(channel, this.socket, this.application, format);
		connection.tap(this.application.connected(connection, this.upgrade, format, socketId));
		ChannelPipeline pipeline = channel.pipeline();
		pipeline.replace(handler, "websocket", new WebSocketHandler(connection));
		pipeline.addBefore("websocket", "idle",
				new IdleStateHandler(this.socket.idleTimeout().toMillis(), 0, 0, TimeUnit.MILLISECONDS));
		handshaker.handshake(channel, this.request, new DefaultHttpHeaders(), channel.newPromise());
	}

}
