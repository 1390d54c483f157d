package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.push.PhoenixPush;
import io.phoenixchannels.push.PhoenixPushProxyFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a user reads instead of a stack trace.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalyzersTests {

	private static String analysis(String description, String action) {
		return String.format("Description:%n%n%s%n%nAction:%n%n%s%n", description, action);
	}

	private static void runFails(Class<?> application, String... arguments) {
		SpringApplication springApplication = new SpringApplication(application);
		springApplication.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> springApplication.run(arguments));
	}

	@Test
	void missingUrl(CapturedOutput output) {
		runFails(Application.class);
		assertThat(output)
			.contains(analysis("phoenix.channels.url is not set, and so it is not known where to connect to.",
					"Set it, for example phoenix.channels.url=ws://localhost:4000/socket, or turn the client off with"
							+ " phoenix.channels.enabled=false."))
			.doesNotContain("\tat ");
	}

	@Test
	void wrongUrl(CapturedOutput output) {
		runFails(Application.class, "--phoenix.channels.url=ftp://localhost/socket?token=secret");
		assertThat(output)
			.contains(analysis(
					"phoenix.channels.url is wrong: 'ftp://localhost/socket' is no URL of a Phoenix socket: expected"
							+ " ws://, wss://, http:// or https://, such as ws://localhost:4000/socket.",
					"Set it to the URL of the Phoenix socket, for example"
							+ " phoenix.channels.url=ws://localhost:4000/socket."))
			.doesNotContain("secret");
	}

	@Test
	void invalidListener(CapturedOutput output) {
		runFails(ListenerApplication.class, "--phoenix.channels.url=ws://localhost:1/socket",
				"--phoenix.channels.auto-startup=false");
		assertThat(output).contains(analysis(
				"Listener " + Listener.class.getName() + ".on: the parameter 'one' (String) and the parameter 'two'"
						+ " (String) would both get the payload. Keep one of them; for a part of the topic use"
						+ " @TopicVariable, for everything else the PhoenixMessage.",
				"Correct the listener's annotation or the method. It could never be called as it is."));
	}

	@Test
	void invalidPushMethod(CapturedOutput output) {
		runFails(PushApplication.class, "--phoenix.channels.url=ws://localhost:1/socket",
				"--phoenix.channels.auto-startup=false");
		assertThat(output).contains(analysis(
				"Push method " + Pushes.class.getName() + ".push: there is no client 'missing'. Name one of [default].",
				"Correct the method or its annotation. It could never push as it is."));
	}

	@Test
	void connectionThatIsRequiredAtTheStart(CapturedOutput output) {
		runFails(Application.class, "--phoenix.channels.url=ws://localhost:1/socket?token=secret",
				"--phoenix.channels.fail-fast=true", "--phoenix.channels.connect-timeout=300ms");
		assertThat(output)
			.contains("The Phoenix client 'default' could not connect to ws://localhost:1/socket/websocket within"
					+ " 300 ms: ")
			.contains("set fail-fast to false, which is the default.")
			.doesNotContain("secret");
	}

	@Test
	void missingWebSocketContainer() {
		FailureAnalysis analysis = new MissingWebSocketContainerFailureAnalyzer().analyze(
				new IllegalStateException(new MissingWebSocketContainerException(new IllegalStateException("gone"))));
		assertThat(analysis.getDescription())
			.isEqualTo("A Phoenix client needs a Jakarta WebSocket container, and there is none on the class path.");
		assertThat(analysis.getAction())
			.startsWith("Add a dependency on org.apache.tomcat.embed:tomcat-embed-websocket");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ListenerApplication {

		@Bean
		Listener listener() {
			return new Listener();
		}

	}

	static class Listener {

		@PhoenixListener("room:lobby")
		void on(String one, String two) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class PushApplication {

		@Bean
		Pushes pushes(PhoenixPushProxyFactory factory) {
			return factory.createClient(Pushes.class);
		}

	}

	interface Pushes {

		@PhoenixPush(topic = "room:lobby", event = "a", client = "missing")
		void push();

	}

}
