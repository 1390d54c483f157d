package io.phoenixchannels.test.container;

import java.time.Duration;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A real Phoenix, with the sockets, channels and routes of the recordings: the same that
 * {@link io.phoenixchannels.test.contract.PhoenixContractChannels} gives to an embedded
 * server. It is ready once it answers on {@code /health}; before that it fetches and
 * compiles Phoenix, which takes the network and a few minutes.
 * {@code @ServiceConnection(name = "phoenix")} leads the client of a Spring Boot test to
 * it.
 */
public final class PhoenixContainer extends GenericContainer<PhoenixContainer> {

	/**
	 * An Elixir that runs Phoenix 1.8.
	 */
	public static final DockerImageName DEFAULT_IMAGE = DockerImageName.parse("elixir:1.18-otp-27-slim");

	private static final int PORT = 4000;

	private static final String SOCKET_PATH = "/socket";

	private static final String SCRIPT = "/phoenix.exs";

	public PhoenixContainer() {
		this(DEFAULT_IMAGE);
	}

	/**
	 * Uses another image.
	 * @param image one with Elixir 1.15 or newer
	 */
	public PhoenixContainer(DockerImageName image) {
		super(image);
		withCopyFileToContainer(MountableFile.forClasspathResource("io/phoenixchannels/test/phoenix.exs"), SCRIPT);
		withEnv("PORT", Integer.toString(PORT));
		withExposedPorts(PORT);
		withLabel("io.phoenixchannels.socket-path", SOCKET_PATH);
		withCommand("sh", "-c", "mix local.hex --force && mix local.rebar --force && exec elixir " + SCRIPT);
		waitingFor(Wait.forHttp("/health").forPort(PORT).withStartupTimeout(Duration.ofMinutes(10)));
	}

	/**
	 * Where clients connect to, such as {@code ws://localhost:32768/socket}.
	 * @throws IllegalStateException if the container does not run
	 */
	public String url() {
		return "ws://" + getHost() + ":" + getMappedPort(PORT) + SOCKET_PATH;
	}

}
