package io.phoenixchannels.contract;

import io.phoenixchannels.test.container.PhoenixContainer;
import org.testcontainers.DockerClientFactory;

/**
 * A Phoenix in a container.
 */
final class ContainerPhoenix implements ContractServer {

	private final PhoenixContainer container = new PhoenixContainer();

	ContainerPhoenix() {
		this.container.start();
	}

	static boolean isAvailable() {
		return DockerClientFactory.instance().isDockerAvailable();
	}

	@Override
	public String url() {
		return this.container.url();
	}

	@Override
	public void close() {
		this.container.stop();
	}

}
