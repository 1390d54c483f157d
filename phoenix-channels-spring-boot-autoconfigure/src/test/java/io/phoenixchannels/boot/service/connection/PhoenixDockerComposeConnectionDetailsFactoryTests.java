package io.phoenixchannels.boot.service.connection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.boot.autoconfigure.PhoenixConnectionDetails;
import org.junit.jupiter.api.Test;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * A service of Docker Compose gives the URL. Nothing runs.
 */
class PhoenixDockerComposeConnectionDetailsFactoryTests {

	private final RunningService service = mock(RunningService.class);

	private final ConnectionPorts ports = mock(ConnectionPorts.class);

	private final Map<String, String> labels = new HashMap<>();

	private Map<Class<?>, ConnectionDetails> details(String image) throws Exception {
		given(this.service.name()).willReturn("chat");
		given(this.service.host()).willReturn("docker.example");
		given(this.service.image()).willReturn(ImageReference.of(image));
		given(this.service.labels()).willReturn(this.labels);
		given(this.service.env()).willReturn(Map.of());
		given(this.service.ports()).willReturn(this.ports);
		DockerComposeConnectionSource source = BeanUtils.instantiateClass(ReflectionUtils
			.accessibleConstructor(DockerComposeConnectionSource.class, RunningService.class, Environment.class),
				this.service, new MockEnvironment());
		return new ConnectionDetailsFactories(null).getConnectionDetails(source, false);
	}

	private String url(String image) throws Exception {
		return ((PhoenixConnectionDetails) details(image).get(PhoenixConnectionDetails.class)).getUrl();
	}

	@Test
	void imageOfTheNamePhoenixIsFound() throws Exception {
		given(this.ports.getAll()).willReturn(List.of(54000, 54369));
		given(this.ports.get(4000)).willReturn(54000);
		assertThat(url("example.com/phoenix:1")).isEqualTo("ws://docker.example:54000/socket");
	}

	@Test
	void labelsNameTheServiceAndThePathOfItsSocket() throws Exception {
		given(this.ports.getAll()).willReturn(List.of(54321));
		this.labels.put("org.springframework.boot.service-connection", "phoenix");
		this.labels.put("io.phoenixchannels.socket-path", "/live/socket");
		assertThat(url("my/chat:latest")).isEqualTo("ws://docker.example:54321/live/socket");
	}

	@Test
	void otherServiceIsNone() throws Exception {
		assertThat(details("my/chat:latest")).isEmpty();
	}

}
