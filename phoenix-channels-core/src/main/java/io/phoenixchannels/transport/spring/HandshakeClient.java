package io.phoenixchannels.transport.spring;

import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.HttpProxy;
import io.phoenixchannels.transport.TransportException;
import jakarta.websocket.WebSocketContainer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;

/**
 * Spring's client, called in a way that logs neither URL nor headers, and resolves no
 * host name on the caller's thread.
 */
final class HandshakeClient extends StandardWebSocketClient {

	private static final Set<String> OWN_HEADERS = Set.of("connection", "host", "upgrade");

	private static final String OWN_PREFIX = "sec-websocket-";

	private final @Nullable Supplier<SSLContext> sslContext;

	private final @Nullable HttpProxy proxy;

	HandshakeClient(WebSocketContainer container, @Nullable Supplier<SSLContext> sslContext,
			@Nullable HttpProxy proxy) {
		super(new CheckingContainer(container));
		this.sslContext = sslContext;
		this.proxy = proxy;
		setTaskExecutor(new TaskExecutorAdapter(Runnable::run));
	}

	/**
	 * Connects in the calling thread.
	 * @throws TransportException if a header or a subprotocol cannot be sent
	 * @throws Exception what the container throws
	 */
	void connect(ConnectRequest request, WebSocketHandler handler) throws Exception {
		List<String> subprotocols = request.subprotocols();
		if (!subprotocols.stream().allMatch(HandshakeClient::isToken)) {
			throw unsendable(request, "a subprotocol has characters that HTTP does not allow in one");
		}
		if (this.sslContext != null) {
			// An attempt that runs at the same time gets a newer one at worst.
			setSslContext(sslContext(request, this.sslContext));
		}
		try {
			HttpHeaders headers = headers(request);
			ConnectProxySelector.connect(this.proxy, () -> executeInternal(handler, headers, request.uri(),
					new Unprintable(subprotocols), List.of(), Map.of())
				.join());
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
	}

	private static SSLContext sslContext(ConnectRequest request, Supplier<SSLContext> supplier) {
		try {
			return supplier.get();
		}
		catch (RuntimeException ex) {
			throw unsendable(request, "there is no SSL context for it: " + ex.getMessage());
		}
	}

	// Tomcat writes names and values as they are: a line break would begin another
	// header.
	private static HttpHeaders headers(ConnectRequest request) {
		HttpHeaders headers = new HttpHeaders();
		request.headers().forEach((name, values) -> {
			if (!isToken(name)) {
				throw unsendable(request, "a header has a name that HTTP does not allow");
			}
			if (!values.stream().allMatch((value) -> value.chars().allMatch(HandshakeClient::isHeaderCharacter))) {
				throw unsendable(request, "the header '" + name
						+ "' has a value with a line break or another character that HTTP does not allow");
			}
			String lowerCase = name.toLowerCase(Locale.ROOT);
			if (!OWN_HEADERS.contains(lowerCase) && !lowerCase.startsWith(OWN_PREFIX)) {
				headers.put(name, new Unprintable(values));
			}
		});
		return headers;
	}

	private static TransportException unsendable(ConnectRequest request, String problem) {
		return new TransportException(request + " was not called: " + problem);
	}

	private static boolean isToken(String text) {
		return !text.isEmpty() && text.chars()
			.allMatch(
					(character) -> character > ' ' && character < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(character) < 0);
	}

	private static boolean isHeaderCharacter(int character) {
		return (character >= ' ' && character != 0x7f && character <= 0xff) || character == '\t';
	}

	/**
	 * Values that Spring and the container log at trace level, unless they are asked for
	 * one by one.
	 */
	private static final class Unprintable extends AbstractList<String> {

		private final List<String> values;

		Unprintable(List<String> values) {
			this.values = values;
		}

		@Override
		public String get(int index) {
			return this.values.get(index);
		}

		@Override
		public int size() {
			return this.values.size();
		}

		@Override
		public String toString() {
			return "[******]";
		}

	}

}
