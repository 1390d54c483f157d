package io.phoenixchannels.test.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.wait.strategy.HttpWaitStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What would be asked of Docker. No container runs.
 */
class PhoenixContainerTests {

	private final PhoenixContainer container = new PhoenixContainer();

	@Test
	void imageRunsElixirUnlessAnotherIsGiven() {
		assertThat(image(this.container)).contains("elixir:1.18-otp-27-slim");
		assertThat(image(new PhoenixContainer(DockerImageName.parse("my/elixir:1.19")))).contains("my/elixir:1.19");
	}

	@Test
	void scriptIsCopiedToWhereTheCommandRunsIt() throws IOException {
		assertThat(this.container.getCommandParts()).containsExactly("sh", "-c",
				"mix local.hex --force && mix local.rebar --force && exec elixir /phoenix.exs");
		assertThat(this.container).extracting("copyToFileContainerPathMap")
			.asInstanceOf(InstanceOfAssertFactories.map(MountableFile.class, String.class))
			.hasSize(1)
			.containsValue("/phoenix.exs");
		Path script = Path
			.of(MountableFile.forClasspathResource("io/phoenixchannels/test/phoenix.exs").getResolvedPath());
		assertThat(Files.readString(script)).contains("use Phoenix.Endpoint", "System.get_env(\"PORT\"");
	}

	@Test
	void phoenixListensOnTheExposedPort() {
		assertThat(this.container.getExposedPorts()).containsExactly(4000);
		assertThat(this.container.getEnvMap()).containsEntry("PORT", "4000");
	}

	@Test
	void serviceConnectionIsToldWhereTheSocketIs() {
		assertThat(this.container.getLabels()).containsEntry("io.phoenixchannels.socket-path", "/socket");
	}

	@Test
	void containerIsReadyWhenPhoenixAnswers() {
		assertThat(this.container).extracting("waitStrategy")
			.isInstanceOf(HttpWaitStrategy.class)
			.extracting("path", "livenessPort")
			.asString()
			.contains("/health", "4000");
	}

	private static String image(PhoenixContainer container) {
		return container.getImage().toString();
	}

}
