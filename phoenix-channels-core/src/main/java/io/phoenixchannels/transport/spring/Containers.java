package io.phoenixchannels.transport.spring;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Finds the WebSocket container, and prefers Tomcat's: it is the only one that can be
 * kept from following redirects, and whose sockets can be closed in time.
 */
final class Containers {

	private static final Log logger = LogFactory.getLog(Containers.class);

	private static final String API = "jakarta.websocket.ContainerProvider";

	static final String TOMCAT = "org.apache.tomcat.websocket.WsWebSocketContainer";

	private static final String DEPENDENCY = "org.apache.tomcat.embed:tomcat-embed-websocket";

	private Containers() {
	}

	/**
	 * Creates a container.
	 * @param sslContext whether it is to connect with an SSL context of the user
	 * @param proxy whether it is to connect through a proxy of the user
	 * @throws IllegalStateException if there is none on the class path, or one that would
	 * ignore the SSL context or the proxy
	 */
	static WebSocketContainer create(boolean sslContext, boolean proxy) {
		ClassLoader loader = SpringWebSocketTransport.class.getClassLoader();
		if (!ClassUtils.isPresent(API, loader)) {
			throw none(null);
		}
		WebSocketContainer container = provided();
		if (isTomcat(container)) {
			return container;
		}
		if (ClassUtils.isPresent(TOMCAT, loader)) {
			return tomcat(loader);
		}
		String name = container.getClass().getName();
		if (sslContext && name.startsWith("org.eclipse.jetty.")) {
			throw new IllegalStateException(
					"Jetty's WebSocket container ignores the SSL context: add a dependency on " + DEPENDENCY);
		}
		if (proxy) {
			// Jetty's has a client with proxies of its own, others ask the JVM or nobody
			throw new IllegalStateException("The WebSocket container " + name
					+ " cannot be led through a proxy, and would connect without it: add a dependency on "
					+ DEPENDENCY);
		}
		logger.warn("Phoenix sockets are opened with " + name + ", which may follow redirects with all headers, "
				+ "and need not keep to the timeouts. Add a dependency on " + DEPENDENCY);
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

	private static boolean isTomcat(WebSocketContainer container) {
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
