package io.phoenixchannels.boot.service.connection;

import java.util.List;

import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixConnectionDetails;
import io.phoenixchannels.client.PhoenixClient;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A container that is annotated gives the URL. No container runs.
 */
class PhoenixContainerConnectionDetailsFactoryTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ServiceConnectionAutoConfiguration.class, PhoenixAutoConfiguration.class))
		.withPropertyValues("phoenix.channels.auto-startup=false", "phoenix.channels.keep-alive=false");

	@Test
	void anyContainerByTheNamePhoenixReplacesTheUrl() {
		this.runner.withUserConfiguration(PhoenixPort.class)
			.withPropertyValues("phoenix.channels.url=ws://elsewhere:1/socket")
			.run((context) -> {
				assertThat(context).hasSingleBean(PhoenixConnectionDetails.class);
				assertThat(context.getBean(PhoenixClient.class).target())
					.isEqualTo("ws://docker.example:54000/socket/websocket");
			});
	}

	@Test
	void labelSaysWhereTheSocketIsAndTheOnlyPortIsTaken() {
		this.runner.withUserConfiguration(OtherPortAndPath.class)
			.run((context) -> assertThat(context.getBean(PhoenixConnectionDetails.class).getUrl())
				.isEqualTo("ws://docker.example:54321/live/socket"));
	}

	@Test
	void containerOfAnotherNameIsNone() {
		this.runner.withUserConfiguration(OtherName.class)
			.withPropertyValues("phoenix.channels.url=ws://elsewhere:1/socket")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining("No ConnectionDetails found for source"));
	}

	@Test
	void nothingOfTestcontainersIsNeeded() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(PhoenixAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.testcontainers", "org.springframework.boot.testcontainers",
					"org.springframework.boot.docker.compose"))
			.withPropertyValues("phoenix.channels.auto-startup=false", "phoenix.channels.url=ws://elsewhere:1/socket")
			.run((context) -> assertThat(context).hasSingleBean(PhoenixClient.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class PhoenixPort {

		@Bean
		@ServiceConnection(name = "phoenix")
		GenericContainer<?> phoenix() {
			return new StubContainer(4000, 4369);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherPortAndPath {

		@Bean
		@ServiceConnection(name = "phoenix")
		GenericContainer<?> phoenix() {
			return new StubContainer(4321).withLabel("io.phoenixchannels.socket-path", "live/socket");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherName {

		@Bean
		@ServiceConnection(name = "other")
		GenericContainer<?> phoenix() {
			return new StubContainer(4000);
		}

	}

	/**
	 * Says that it runs, with each port mapped to one that is 50,000 higher.
	 */
	static class StubContainer extends GenericContainer<StubContainer> {

		private final List<Integer> ports;

		StubContainer(Integer... ports) {
			super(DockerImageName.parse("my/chat:latest"));
			this.ports = List.of(ports);
		}

		@Override
		public void start() {
		}

		@Override
		public void stop() {
		}

		@Override
		public String getHost() {
			return "docker.example";
		}

		@Override
		public List<Integer> getExposedPorts() {
			return this.ports;
		}

		@Override
		public Integer getMappedPort(int port) {
			return port + 50_000;
		}

		@Override
		public Integer getFirstMappedPort() {
			return getMappedPort(this.ports.get(0));
		}

	}

}
