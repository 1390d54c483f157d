package io.phoenixchannels.boot.service.connection;

import io.phoenixchannels.boot.autoconfigure.PhoenixConnectionDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

/**
 * {@link PhoenixConnectionDetails} of a service whose image is called {@code phoenix}, or
 * that has the label {@code org.springframework.boot.service-connection: phoenix}. Its
 * port is 4000, or the only one that it publishes; its socket is at {@code /socket}, or
 * where the label {@code io.phoenixchannels.socket-path} says.
 */
class PhoenixDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<PhoenixConnectionDetails> {

	PhoenixDockerComposeConnectionDetailsFactory() {
		super(ContainerSocket.NAME);
	}

	@Override
	protected PhoenixConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new PhoenixDockerComposeConnectionDetails(source.getRunningService());
	}

	private static final class PhoenixDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements PhoenixConnectionDetails {

		private final String url;

		private final @Nullable SslBundle sslBundle;

		private PhoenixDockerComposeConnectionDetails(RunningService service) {
			super(service);
			this.sslBundle = getSslBundle(service);
			this.url = ContainerSocket.url(this.sslBundle != null, service.host(), port(service), service.labels());
		}

		/**
		 * Published ports are known by the container's, and the only one may be any.
		 */
		private static int port(RunningService service) {
			return (service.ports().getAll().size() == 1) ? service.ports().getAll().get(0)
					: service.ports().get(ContainerSocket.PORT);
		}

		@Override
		public String getUrl() {
			return this.url;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

	}

}
