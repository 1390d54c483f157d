package io.phoenixchannels.boot.autoconfigure;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Quietens the one logger of Tomcat that writes a stack trace when a connection breaks
 * while something is written to it. The client says in one line what happened. Any other
 * source of properties comes before this.
 */
final class TomcatLogEnvironmentPostProcessor implements EnvironmentPostProcessor {

	static final String PROPERTY = "logging.level.org.apache.tomcat.websocket.WsRemoteEndpointImplClient";

	private static final String SOURCE = "phoenixChannelsLogging";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!environment.getPropertySources().contains(SOURCE)) {
			environment.getPropertySources().addLast(new MapPropertySource(SOURCE, Map.of(PROPERTY, "error")));
		}
	}

}
