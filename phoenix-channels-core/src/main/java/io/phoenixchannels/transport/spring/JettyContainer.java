package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.jetty.ee11.websocket.jakarta.client.JakartaWebSocketClientContainer;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSessionListener;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;

/**
 * Jetty's container, by our options. Its threads live as long as there is a connection,
 * and a little longer. Loaded only where it is on the class path.
 */
final class JettyContainer extends JakartaWebSocketClientContainer {

	private static final Log logger = LogFactory.getLog(JettyContainer.class);

	private static final Duration IDLE = Duration.ofSeconds(5);

	/** A listener may block its thread, so that there are as many as it takes. */
	private static final int MAX_THREADS = 10_000;

	private static final AtomicInteger created = new AtomicInteger();

	private final JettyHttpClient http;

	private final ReentrantLock lock = new ReentrantLock();

	/** Attempts to connect and sessions; guarded by lock. */
	private int users;

	private final Deadline idle;

	private JettyContainer(TransportOptions options, Executor threads, JettyHttpClient http) {
		// Not the pool itself, which the HTTP client is to stop when it needs it no more.
		super(new WebSocketComponents(null, null, null, null, null, threads::execute),
				(components) -> new WebSocketCoreClient(http, components));
		this.http = http;
		this.idle = new Deadline(options.executor());
		this.defaultCustomizer.setInputBufferSize(options.readBufferSize());
		this.defaultCustomizer.setOutputBufferSize(JettyHttpClient.WRITE_BUFFER_SIZE);
		this.defaultCustomizer.setIdleTimeout(Duration.ZERO);
		addSessionListener(new Sessions());
	}

	static WebSocketContainer create(TransportOptions options) {
		QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1, (int) IDLE.toMillis());
		threads.setName("phoenix-jetty-" + created.incrementAndGet());
		threads.setDaemon(true);
		return new JettyContainer(options, threads, new JettyHttpClient(options, threads));
	}

	@Override
	public Session connectToServer(Endpoint endpoint, ClientEndpointConfig config, URI uri)
			throws DeploymentException, IOException {
		try {
			use();
			if (config.getConfigurator() instanceof AcceptCheck check) {
				check.leaveToContainer();
			}
			this.http.beginAttempt(config.getSSLContext());
			Session session = super.connectToServer(endpoint, config, uri);
			this.http.endAttempt(null);
			return session;
		}
		catch (DeploymentException | IOException | RuntimeException ex) {
			RuntimeException refusal = JettyFailures.refusal(ex, this.http.endAttempt(ex));
			if (refusal != null) {
				throw refusal;
			}
			throw ex;
		}
		finally {
			release();
		}
	}

	private void use() {
		this.lock.lock();
		try {
			this.users++;
			this.idle.cancel();
			if (!isStarted()) {
				startUninterrupted();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	// In a thread that nobody interrupts, as an attempt's own is when that is given up: a
	// container whose start was broken off can never be started again.
	private void startUninterrupted() {
		// Otherwise the first attempt creates it, and others find it before it is
		// started.
		getWebSocketCoreClient();
		CompletableFuture
			.runAsync(() -> LifeCycle.start(this), (task) -> new Thread(task, "phoenix-jetty-start").start())
			.join();
	}

	private void release() {
		this.lock.lock();
		try {
			this.users--;
			if (this.users == 0) {
				this.idle.arm(IDLE, this::stopIfIdle);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void stopIfIdle() {
		this.lock.lock();
		try {
			if (this.users == 0 && isStarted()) {
				stop();
			}
		}
		catch (Exception ex) {
			logger.debug("Jetty's WebSocket container does not stop: " + ex.getClass().getName());
		}
		finally {
			this.lock.unlock();
		}
	}

	private final class Sessions implements JakartaWebSocketSessionListener {

		// From before the session is opened: its attempt holds the container until then.
		@Override
		public void onJakartaWebSocketSessionCreated(JakartaWebSocketSession session) {
			JettyContainer.this.lock.lock();
			JettyContainer.this.users++;
			JettyContainer.this.lock.unlock();
		}

		@Override
		public void onJakartaWebSocketSessionOpened(JakartaWebSocketSession session) {
		}

		@Override
		public void onJakartaWebSocketSessionClosed(JakartaWebSocketSession session) {
			release();
		}

	}

}
