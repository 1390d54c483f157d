package io.phoenixchannels.boot.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the level is there, and gives way to any other.
 */
class ContainerLogEnvironmentPostProcessorTests {

	private static final String PROPERTY = "logging.level.org.apache.tomcat.websocket.WsSession";

	private final StandardEnvironment environment = new StandardEnvironment();

	private void process() {
		new ContainerLogEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
	}

	@Test
	void levelIsErrorUnlessAnythingElseSetsIt() {
		process();
		process();
		assertThat(this.environment.getProperty(PROPERTY)).isEqualTo("error");
		this.environment.getPropertySources()
			.addBefore("phoenixChannelsLogging",
					new MapPropertySource("last of the application", Map.of(PROPERTY, "warn")));
		assertThat(this.environment.getProperty(PROPERTY)).isEqualTo("warn");
	}

	@ParameterizedTest
	@CsvSource({ "org.apache.tomcat.websocket.WsWebSocketContainer, debug", "org.eclipse.jetty.client, info",
			"org.eclipse.jetty.http, info", "org.eclipse.jetty.io, info", "org.eclipse.jetty.websocket, info" })
	void loggersThatWriteSecretsAreQuietUnlessTheyAreNamed(String logger, String level) {
		String property = "logging.level." + logger;
		process();
		assertThat(this.environment.getProperty(property)).isEqualTo(level);
		this.environment.getPropertySources()
			.addFirst(new MapPropertySource("application", Map.of("logging.level.root", "trace", property, "trace")));
		assertThat(this.environment.getProperty(property)).isEqualTo("trace");
	}

}
