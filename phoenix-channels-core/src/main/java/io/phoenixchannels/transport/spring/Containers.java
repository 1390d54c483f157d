package io.phoenixchannels.transport.spring;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Finds the WebSocket container, and prefers Tomcat's to Jetty's, and both to others:
 * only those two can be kept from following redirects, and their sockets be closed in
 * time.
 */
final class Containers {

	private static final Log logger = LogFactory.getLog(Containers.class);

	private static final String API = "jakarta.websocket.ContainerProvider";

	private static final String TOMCAT_PACKAGE = "org.apache.tomcat.websocket.";

	static final String TOMCAT = TOMCAT_PACKAGE + "WsWebSocketContainer";

	private static final String JETTY_PACKAGE = "org.eclipse.jetty.ee11.websocket.jakarta.";

	private static final String JETTY = JETTY_PACKAGE + "client.JakartaWebSocketClientContainer";

	private static final String DEPENDENCY = "org.apache.tomcat.embed:tomcat-embed-websocket";

	private Containers() {
	}

	/**
	 * Creates a container.
	 * @param sslContext whether it is to connect with an SSL context of the user
	 * @throws IllegalStateException if there is none on the class path, or one that would
	 * ignore the SSL context or the proxy
	 */
	static WebSocketContainer create(TransportOptions options, boolean sslContext) {
		ClassLoader loader = SpringWebSocketTransport.class.getClassLoader();
		if (!ClassUtils.isPresent(API, loader)) {
			throw none(null);
		}
		if (ClassUtils.isPresent(TOMCAT, loader)) {
			return configured(tomcat(loader), options);
		}
		if (ClassUtils.isPresent(JETTY, loader)) {
			return JettyContainer.create(options);
		}
		WebSocketContainer container = provided();
		if (isTomcat(container)) {
			return configured(container, options);
		}
		String name = container.getClass().getName();
		if (sslContext && name.startsWith("org.eclipse.jetty.")) {
			throw new IllegalStateException("This version of Jetty's WebSocket container ignores the SSL context: "
					+ "use that for Jakarta EE 11, or add a dependency on " + DEPENDENCY);
		}
		if (options.proxy() != null) {
			// An older Jetty's has a client with proxies of its own, others ask the JVM
			// or nobody
			throw new IllegalStateException("The WebSocket container " + name
					+ " cannot be led through a proxy, and would connect without it: add a dependency on "
					+ DEPENDENCY);
		}
		logger.warn("Phoenix sockets are opened with " + name + ", which may follow redirects with all headers, "
				+ "and need not keep to the timeouts. Add a dependency on " + DEPENDENCY);
		return configured(container, options);
	}

	/**
	 * Whether {@link JettySession} knows this session.
	 */
	static boolean isJetty(Session session) {
		return session.getClass().getName().startsWith(JETTY_PACKAGE);
	}

	/**
	 * Whether {@link TomcatSession} knows this session.
	 */
	static boolean isTomcat(Session session) {
		return session.getClass().getName().startsWith(TOMCAT_PACKAGE);
	}

	private static WebSocketContainer configured(WebSocketContainer container, TransportOptions options) {
		// Tomcat reads from the socket in pieces of the size for binary messages.
		container.setDefaultMaxBinaryMessageBufferSize(options.readBufferSize());
		container.setDefaultMaxTextMessageBufferSize(options.readBufferSize() / 2);
		// An older Jetty would end a connection after 30 idle seconds, Phoenix's
		// heartbeat.
		container.setDefaultMaxSessionIdleTimeout(0);
		return container;
	}

	private static WebSocketContainer provided() {
		WebSocketContainer container;
		try {
			container = ContainerProvider.getWebSocketContainer();
		}
		catch (RuntimeException ex) {
			throw none(ex);
		}
		if (container == null) {
			throw none(null);
		}
		return container;
	}

	private static WebSocketContainer tomcat(@Nullable ClassLoader loader) {
		try {
			return (WebSocketContainer) ClassUtils.forName(TOMCAT, loader).getConstructor().newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw none(ex);
		}
	}

	static boolean isTomcat(WebSocketContainer container) {
		for (Class<?> type = container.getClass(); type != null; type = type.getSuperclass()) {
			if (type.getName().equals(TOMCAT)) {
				return true;
			}
		}
		return false;
	}

	private static IllegalStateException none(@Nullable Exception cause) {
		return new IllegalStateException(
				"There is no Jakarta WebSocket container on the class path: " + "add a dependency on " + DEPENDENCY,
				cause);
	}

}
