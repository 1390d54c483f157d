package io.phoenixchannels.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The end of the application.
 */
class ShutdownTests {

	@Test
	void openStreamsDoNotHoldUpTheEnd() throws Exception {
		ConfigurableApplicationContext context = SpringApplication.run(SampleApplication.class, "--server.port=0");
		int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		try (LiveStream live = new LiveStream(port)) {
			live.awaitJoined("room:lobby");
			Instant asked = Instant.now();
			context.close();
			assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
			live.ended().get(5, TimeUnit.SECONDS);
		}
	}

}
