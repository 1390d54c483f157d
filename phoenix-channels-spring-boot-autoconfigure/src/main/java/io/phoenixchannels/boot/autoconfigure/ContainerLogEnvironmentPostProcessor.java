package io.phoenixchannels.boot.autoconfigure;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Quietens the two loggers of Tomcat that write stack traces when a connection breaks
 * while something is written to it, or waits to be. The client says in one line what
 * happened. And keeps others from the levels at which they write what is secret: Tomcat
 * the URL of each handshake, with all params, and Jetty headers and messages as well. Any
 * other source of properties comes before this.
 */
final class ContainerLogEnvironmentPostProcessor implements EnvironmentPostProcessor {

	private static final Map<String, Object> LEVELS = Map.of(
			"logging.level.org.apache.tomcat.websocket.WsRemoteEndpointImplClient", "error",
			"logging.level.org.apache.tomcat.websocket.WsSession", "error",
			"logging.level.org.apache.tomcat.websocket.WsWebSocketContainer", "debug",
			"logging.level.org.eclipse.jetty.client", "info", "logging.level.org.eclipse.jetty.http", "info",
			"logging.level.org.eclipse.jetty.io", "info", "logging.level.org.eclipse.jetty.websocket", "info");

	private static final String SOURCE = "phoenixChannelsLogging";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!environment.getPropertySources().contains(SOURCE)) {
			environment.getPropertySources().addLast(new MapPropertySource(SOURCE, LEVELS));
		}
	}

}
