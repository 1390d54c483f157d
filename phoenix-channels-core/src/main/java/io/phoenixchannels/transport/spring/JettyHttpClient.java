package io.phoenixchannels.transport.spring;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import io.phoenixchannels.transport.HttpProxy;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.UpgradeProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's HTTP client for nothing but handshakes: it follows no redirect, answers no
 * challenge, keeps no cookie and no connection, and gives up what nobody waits for.
 */
@SuppressWarnings("try")
final class JettyHttpClient extends HttpClient {

	/** What one batch of small messages is written with. */
	static final int WRITE_BUFFER_SIZE = 64 * 1024;

	private static final int MAX_HEADERS = 64 * 1024;

	private static final int MAX_ATTEMPTS = 10_000;

	private final TransportOptions options;

	private final JettyTls tls;

	/** The handshake of the attempt that the thread makes. */
	private final ThreadLocal<@Nullable Request> attempt = new ThreadLocal<>();

	JettyHttpClient(TransportOptions options, QueuedThreadPool threads) {
		this(options, threads, new JettyTls());
	}

	private JettyHttpClient(TransportOptions options, QueuedThreadPool threads, JettyTls tls) {
		super(transport(threads, tls));
		this.options = options;
		this.tls = tls;
		setExecutor(threads);
		setScheduler(new ScheduledExecutorScheduler(threads.getName() + "-timer", true));
		setConnectTimeout(options.connectTimeout().toMillis());
		setAddressResolutionTimeout(options.connectTimeout().toMillis());
		setFollowRedirects(false);
		setHttpCookieStore(new HttpCookieStore.Empty());
		setUserAgentField(null);
		setRequestBufferSize(MAX_HEADERS);
		setMaxRequestHeadersSize(MAX_HEADERS);
		// Jetty's own limit is none: an answer that never ends would fill the heap.
		setMaxResponseHeadersSize(MAX_HEADERS);
		setMaxConnectionsPerDestination(MAX_ATTEMPTS);
		setMaxRequestsQueuedPerDestination(MAX_ATTEMPTS);
	}

	private static HttpClientTransportOverHTTP transport(Executor executor, JettyTls tls) {
		ClientConnector connector = new ClientConnector();
		connector.setExecutor(executor);
		connector.setSelectors(1);
		connector.setSslContextFactory(tls);
		HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(connector);
		transport.setConnectionPoolFactory((destination) -> new JettyConnections(destination, MAX_ATTEMPTS));
		return transport;
	}

	@Override
	protected void doStart() throws Exception {
		super.doStart();
		// The others answer challenges, and keep the listeners from hearing of them.
		getProtocolHandlers().clear();
		getProtocolHandlers().put(new UpgradeProtocolHandler());
		getContentDecoderFactories().clear();
		getRequestListeners().addBeginListener(this::introduce);
	}

	private void introduce(Request request) {
		List<String> subprotocols = request.getHeaders().getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false);
		if (subprotocols.size() > 1) {
			// In one line: of several, Phoenix reads the first.
			request.headers(
					(headers) -> headers.put(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, String.join(", ", subprotocols)));
		}
		// To the proxy, and never to the server behind it
		HttpProxy proxy = this.options.proxy();
		if (proxy != null && proxy.username() != null && HttpMethod.CONNECT.is(request.getMethod())) {
			String login = Base64.getEncoder()
				.encodeToString((proxy.username() + ":" + proxy.password()).getBytes(StandardCharsets.UTF_8));
			request.headers((headers) -> headers.put(HttpHeader.PROXY_AUTHORIZATION, "Basic " + login));
		}
	}

	/**
	 * The calling thread makes the next request.
	 */
	void beginAttempt(@Nullable SSLContext sslContext) {
		this.attempt.remove();
		this.tls.use(sslContext);
	}

	/**
	 * Closes the socket of a handshake that failed, or that its thread stopped to wait
	 * for.
	 * @param failure null if it did not fail
	 * @return the handshake; null if there was none
	 */
	@Nullable Request endAttempt(@Nullable Exception failure) {
		Request request = this.attempt.get();
		this.attempt.remove();
		if (failure != null && request != null) {
			request.abort(new CancellationException("Nobody waits for the handshake any more"));
			Connection connection = request.getConnection();
			if (connection != null) {
				// Jetty keeps it open if it does not like an answer.
				connection.close();
			}
		}
		return request;
	}

	@Override
	public Request newRequest(URI uri) {
		Request request = super.newRequest(uri).timeout(this.options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
			.onResponseHeaders(JettyFailures::check);
		this.attempt.set(request);
		return request;
	}

	@Override
	public ProxyConfiguration getProxyConfiguration() {
		return new Proxies();
	}

	private final class Proxies extends ProxyConfiguration {

		@Override
		public ProxyConfiguration.@Nullable Proxy match(Origin origin) {
			HttpProxy proxy = JettyHttpClient.this.options.proxy();
			Tunnel tunnel = (proxy != null) ? new Tunnel(proxy.host(), proxy.port()) : tunnelOfTheJvm(origin);
			// The way to the proxy does not lead through it.
			return (tunnel != null && tunnel.matches(origin)) ? tunnel : null;
		}

		private @Nullable Tunnel tunnelOfTheJvm(Origin origin) {
			ProxySelector selector = ProxySelector.getDefault();
			if (selector == null) {
				return null;
			}
			URI uri = URI.create((origin.isSecure() ? "https" : "http") + "://" + origin.getAddress().asString());
			for (java.net.Proxy proxy : selector.select(uri)) {
				if (proxy.type() == java.net.Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address) {
					return new Tunnel(address.getHostString(), address.getPort());
				}
			}
			return null;
		}

	}

	/** By RFC 6455, 4.1, WebSockets without TLS ask the proxy for a tunnel, too. */
	private static final class Tunnel extends org.eclipse.jetty.client.HttpProxy {

		Tunnel(String host, int port) {
			super(host, port);
		}

		@Override
		public boolean requiresTunnel(Origin serverOrigin) {
			return true;
		}

	}

}
