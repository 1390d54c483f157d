package io.phoenixchannels.starter;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.test.EmbeddedPhoenixChannels;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.EmbeddedPhoenixServerBuilder;
import io.phoenixchannels.test.LoggedFrame;
import io.phoenixchannels.test.context.EmbeddedPhoenix;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.NestedTestConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cached context is paused while others are in use: its client leaves, and comes back.
 */
@NestedTestConfiguration(NestedTestConfiguration.EnclosingConfiguration.OVERRIDE)
class PausedContextTests {

	private static void leaves(EmbeddedPhoenixServer server, ConfigurableApplicationContext context) {
		server.awaitJoined("room:lobby");
		context.pause();
		server.awaitConnections(0);
	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = "phoenix.channels.fail-fast=true")
	@EmbeddedPhoenix(channels = Rooms.class)
	class OnAFreePortTests {

		@Test
		void serverWaits(EmbeddedPhoenixServer server, ConfigurableApplicationContext context) {
			int port = server.port();
			leaves(server, context);
			assertThat(server.isRunning()).isTrue();
			assertThat(server.frames().all()).filteredOn((frame) -> frame.kind() == LoggedFrame.Kind.CLOSE)
				.extracting(LoggedFrame::closeCode)
				.containsExactly(1000, 1000);
			context.restart();
			server.awaitJoined("room:lobby");
			assertThat(server.port()).isEqualTo(port);
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = "phoenix.channels.fail-fast=true")
	@EmbeddedPhoenix(channels = Rooms.class, port = 17_115)
	class OnAFixedPortTests {

		@Test
		void serverStopsAfterAndStartsBeforeTheClient(EmbeddedPhoenixServer server,
				ConfigurableApplicationContext context) {
			leaves(server, context);
			assertThat(server.isRunning()).isFalse();
			context.restart();
			server.awaitJoined("room:lobby");
			assertThat(server.connectionsOpened()).isEqualTo(2);
		}

	}

	static final class Rooms implements EmbeddedPhoenixChannels {

		@Override
		public void configure(EmbeddedPhoenixServerBuilder server) {
			server.channel("room:*", (channel) -> {
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Listener listener() {
			return new Listener();
		}

	}

	static class Listener {

		@PhoenixListener("room:lobby")
		void on() {
		}

	}

}
