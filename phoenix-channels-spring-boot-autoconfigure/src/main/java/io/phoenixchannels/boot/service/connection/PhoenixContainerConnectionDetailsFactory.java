package io.phoenixchannels.boot.service.connection;

import java.util.Map;

import io.phoenixchannels.boot.autoconfigure.PhoenixConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * {@link PhoenixConnectionDetails} of any container that is annotated with
 * {@code @ServiceConnection(name = "phoenix")}. Its port is 4000, or the only one that it
 * exposes; its socket is at {@code /socket}, or where the label
 * {@code io.phoenixchannels.socket-path} says.
 */
class PhoenixContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, PhoenixConnectionDetails> {

	PhoenixContainerConnectionDetailsFactory() {
		super(ContainerSocket.NAME);
	}

	@Override
	protected PhoenixConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new PhoenixContainerConnectionDetails(source);
	}

	private static final class PhoenixContainerConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements PhoenixConnectionDetails {

		private PhoenixContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		@Override
		public String getUrl() {
			Container<?> container = getContainer();
			Map<String, String> labels = (container instanceof GenericContainer<?> generic) ? generic.getLabels()
					: Map.of();
			return ContainerSocket.url(getSslBundle() != null, container.getHost(), port(container), labels);
		}

		private static int port(Container<?> container) {
			boolean other = container.getExposedPorts().size() == 1
					&& !container.getExposedPorts().contains(ContainerSocket.PORT);
			return other ? container.getFirstMappedPort() : container.getMappedPort(ContainerSocket.PORT);
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
