package io.phoenixchannels.test.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes one HTTP request: a handshake, or a plain one. The application is asked on
 * another thread; the answer comes back to the event loop.
 */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

	private static final String SUFFIX = "/websocket";

	/** What Phoenix's error view renders when connect/3 raises. */
	private static final HttpAnswer RAISED = new HttpAnswer(500, "application/json; charset=utf-8",
			"{\"errors\":{\"detail\":\"Internal Server Error\"}}".getBytes(StandardCharsets.UTF_8));

	private final Application application;

	private final Executor executor;

	RequestHandler(Application application, Executor executor) {
		this.application = application;
		this.executor = executor;
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
		String uri = request.uri();
		int question = uri.indexOf('?');
		String path = (question >= 0) ? uri.substring(0, question) : uri;
		ObjectNode params;
		try {
			params = QueryParams.decode((question >= 0) ? uri.substring(question + 1) : "");
		}
		catch (IllegalArgumentException ex) {
			answer(context, HttpAnswer.empty(400), null);
			return;
		}
		SocketSettings socket = path.endsWith(SUFFIX)
				? this.application.socketAt(path.substring(0, path.length() - SUFFIX.length())) : null;
		if (socket != null) {
			upgrade(context, request, socket, path, params);
		}
		else {
			HttpCall call = new HttpCall(request.method().name(), path, params,
					ByteBufUtil.getBytes(request.content()));
			execute(context, () -> call(context, call));
		}
	}

	private void call(ChannelHandlerContext context, HttpCall call) {
		if (this.application.isSilent()) {
			this.application.unanswered(context::close);
			return;
		}
		HttpAnswer answer;
		try {
			answer = this.application.call(call);
		}
		catch (Exception ex) {
			answer = RAISED;
		}
		answer(context, (answer != null) ? answer : HttpAnswer.text(404, "not found"), null);
	}

	private void upgrade(ChannelHandlerContext context, FullHttpRequest request, SocketSettings socket, String path,
			ObjectNode params) {
		Map<String, List<String>> headers = headers(request);
		Subprotocols subprotocols;
		try {
			subprotocols = socket.authToken()
					? Subprotocols.parse(headers.getOrDefault("sec-websocket-protocol", List.of()))
					: Subprotocols.IGNORED;
		}
		catch (IllegalArgumentException ex) {
			answer(context, RAISED, null);
			return;
		}
		UpgradeRequest upgrade = new UpgradeRequest(path, params, headers, subprotocols.authToken());
		this.application.requested(upgrade);
		if (this.application.isSilent()) {
			this.application.unanswered(context::close);
			return;
		}
		if (!request.method().name().equals("GET")) {
			answer(context, HttpAnswer.empty(400), null);
		}
		else {
			Handshake handshake = new Handshake(this.application, socket, upgrade, subprotocols,
					request.retainedDuplicate());
			execute(context, () -> handshake.decide(context, this));
		}
	}

	private static Map<String, List<String>> headers(FullHttpRequest request) {
		Map<String, List<String>> headers = new TreeMap<>();
		request.headers()
			.forEach((header) -> headers
				.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(header.getValue()));
		return headers;
	}

	private void execute(ChannelHandlerContext context, Runnable task) {
		try {
			this.executor.execute(task);
		}
		catch (RejectedExecutionException ex) {
			context.close();
		}
	}

	static HttpAnswer raised() {
		return RAISED;
	}

	void answer(ChannelHandlerContext context, HttpAnswer answer, @Nullable String subprotocol) {
		FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
				HttpResponseStatus.valueOf(answer.status()), Unpooled.wrappedBuffer(answer.body()));
		response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
		response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		response.headers().set(HttpHeaderNames.CACHE_CONTROL, "max-age=0, private, must-revalidate");
		if (answer.contentType() != null) {
			response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
		}
		if (subprotocol != null) {
			response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, subprotocol);
		}
		context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close();
	}

}
