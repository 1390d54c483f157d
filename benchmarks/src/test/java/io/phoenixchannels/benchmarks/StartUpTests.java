package io.phoenixchannels.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.phoenixchannels.benchmarks.startup.PhoenixApplication;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application with our starter loads until it is ready: classes are most of what
 * a start costs, and do not depend on the machine.
 */
class StartUpTests {

	private static final String LOADED = "source: ";

	private static List<String> classes;

	@BeforeAll
	static void start() throws IOException, InterruptedException {
		List<String> command = Child.java(List.of("-Xlog:class+load:stdout:none"), ClassPaths.withTomcat(),
				PhoenixApplication.class,
				List.of("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=off",
						"--phoenix.channels.url=ws://127.0.0.1:1/socket", "--phoenix.channels.auto-startup=false"));
		classes = Child.run(command, null, Duration.ofSeconds(120))
			.stream()
			.filter((line) -> line.contains(LOADED))
			.map((line) -> line.substring(0, line.indexOf(' ')))
			.toList();
	}

	@Test
	void loadsNothingOfWhatIsNotUsed() {
		assertThat(classes).contains("io.phoenixchannels.client.DefaultPhoenixClient")
			.noneMatch((name) -> name.startsWith("io.phoenixchannels.client.observation."))
			.noneMatch((name) -> name.startsWith("io.phoenixchannels.fleet."))
			.noneMatch((name) -> name.startsWith("io.phoenixchannels.integration."))
			.noneMatch((name) -> name.startsWith("io.phoenixchannels.messaging."))
			.noneMatch((name) -> name.startsWith("io.phoenixchannels.presence."));
	}

	@Test
	void jacksonLooksAtNoTypeBeforeItsFirstPayload() {
		assertThat(classes).contains("tools.jackson.databind.json.JsonMapper")
			.doesNotContain("tools.jackson.databind.introspect.POJOPropertiesCollector");
	}

	/**
	 * Who lowers it lowers the bound. It is not connected, as it is not the same each
	 * time how far that gets.
	 */
	@Test
	void loadsFewClassesOfOurs() {
		assertThat(classes)
			.filteredOn((name) -> name.startsWith("io.phoenixchannels.") && !name.contains(".benchmarks."))
			.filteredOn((name) -> !name.contains("$$Lambda"))
			.hasSizeLessThanOrEqualTo(256);
	}

}
