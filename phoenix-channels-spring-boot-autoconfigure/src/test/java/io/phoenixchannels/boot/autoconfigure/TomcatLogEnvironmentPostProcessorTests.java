package io.phoenixchannels.boot.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the level is there, and gives way to any other.
 */
class TomcatLogEnvironmentPostProcessorTests {

	private static final String PROPERTY = "logging.level.org.apache.tomcat.websocket.WsSession";

	private final StandardEnvironment environment = new StandardEnvironment();

	private void process() {
		new TomcatLogEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
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

}
