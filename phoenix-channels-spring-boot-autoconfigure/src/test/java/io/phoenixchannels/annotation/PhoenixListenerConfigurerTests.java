package io.phoenixchannels.annotation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.phoenixchannels.listener.InvalidListenerException;
import io.phoenixchannels.listener.PhoenixListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Listeners that code registers, and what handles the failures of all.
 */
class PhoenixListenerConfigurerTests {

	private static final List<String> heard = new CopyOnWriteArrayList<>();

	private ListenerContext context = new ListenerContext();

	@AfterEach
	void close() {
		this.context.close();
		heard.clear();
	}

	@Test
	void listenersOfCodeAreStartedAndMayBeUnregistered() {
		this.context = ListenerContext.of(Configurers.class, Annotated.class);
		assertThat(this.context.registry().ids()).containsExactly("annotated", "rooms", "alerts");
		this.context.client.deliver("room:a", "shout", "1");
		this.context.alerts.deliver("alert:all", "anything", "2");
		assertThat(heard).containsExactly("rooms a 1", "alerts 2");
		assertThat(this.context.alerts.calls()).containsExactly("on alert:all *", "subscribe alert:all");
		this.context.registry().unregister("alerts");
		assertThat(this.context.alerts.calls()).endsWith("unsubscribe alert:all", "off alert:all *");
		assertThat(this.context.registry().ids()).containsExactly("annotated", "rooms");
		assertThat(this.context.registry().endpoint("alerts")).isNull();
		assertThatIllegalArgumentException().isThrownBy(() -> this.context.registry().unregister("alerts"))
			.withMessage("There is no listener 'alerts'; there are [annotated, rooms]");
		this.context.registry()
			.register(PhoenixListenerEndpoint.builder("alerts").topics("room:b").handler((invocation) -> {
			}).build());
		assertThat(this.context.client.calls()).endsWith("on room:b *", "subscribe room:b");
	}

	@Test
	void errorHandlerOfTheRegistrarServesAllThatHaveNone() {
		this.context = ListenerContext.of(Configurers.class, Annotated.class, TwoErrorHandlers.class);
		this.context.client.deliver("room:a", "fail", "1");
		this.context.client.deliver("room:lobby", "fail", "1");
		assertThat(heard).containsExactly("registrar rooms", "registrar annotated", "registrar rooms");
		assertThat(this.context.client.failures()).isEmpty();
	}

	@Test
	void severalErrorHandlersWithoutAPrimaryOneStopTheStart() {
		this.context.with(Annotated.class, TwoErrorHandlers.class);
		assertThatExceptionOfType(InvalidListenerException.class).isThrownBy(this.context::refresh)
			.withMessageContaining("Annotated.on: it names no errorHandler, and there are several beans of type"
					+ " PhoenixListenerErrorHandler: [first, second]. Name one of them, or mark one as @Primary");
	}

	@Test
	void severalErrorHandlersStopTheStartForAListenerOfCodeToo() {
		this.context.with(OneListener.class, TwoErrorHandlers.class);
		assertThatExceptionOfType(InvalidListenerException.class).isThrownBy(this.context::refresh)
			.withMessageStartingWith("Listener 'one': it names no errorHandler");
	}

	@Test
	void primaryErrorHandlerServesAllAndANamedOneItsListener() {
		this.context = ListenerContext.of(Annotated.class, Named.class, PrimaryErrorHandler.class,
				TwoErrorHandlers.class);
		this.context.client.deliver("room:lobby", "fail", "1");
		assertThat(heard).containsExactly("primary annotated", "second named");
	}

	@Test
	void listenerWithoutAHandlerOrATopicIsRefused() {
		assertThatExceptionOfType(InvalidListenerException.class)
			.isThrownBy(() -> PhoenixListenerEndpoint.builder("x").topics("room:a").build())
			.withMessage("Listener 'x': it has no handler. Say what it does with a message");
		assertThatExceptionOfType(InvalidListenerException.class)
			.isThrownBy(() -> PhoenixListenerEndpoint.builder("x").handler((invocation) -> {
			}).build())
			.withMessageStartingWith("Listener 'x': it has no topic");
	}

	@Configuration(proxyBeanMethods = false)
	static class Configurers {

		@Bean
		PhoenixListenerConfigurer rooms() {
			return (registrar) -> {
				registrar.setErrorHandler((message, failure) -> heard.add("registrar " + failure.listener()));
				registrar
					.register(PhoenixListenerEndpoint.builder("rooms").topics("room:{room}").handler((invocation) -> {
						if (invocation.message().event().equals("fail")) {
							throw new IllegalStateException("on purpose");
						}
						heard.add("rooms " + invocation.topicVariable("room") + " "
								+ invocation.message().payload(String.class));
					}).build());
			};
		}

		@Bean
		PhoenixListenerConfigurer alerts() {
			return (registrar) -> registrar.register(PhoenixListenerEndpoint.builder("alerts")
				.client("alerts")
				.topics("alert:all")
				.handler((invocation) -> heard.add("alerts " + invocation.message().payload(String.class)))
				.build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OneListener {

		@Bean
		PhoenixListenerConfigurer one() {
			return (registrar) -> registrar
				.register(PhoenixListenerEndpoint.builder("one").topics("room:a").handler((invocation) -> {
				}).build());
		}

	}

	static class Annotated {

		@PhoenixListener(id = "annotated", topic = "room:lobby", event = "fail")
		void on() {
			throw new IllegalStateException("on purpose");
		}

	}

	static class Named {

		@PhoenixListener(id = "named", topic = "room:lobby", event = "fail", errorHandler = "second")
		void on() {
			throw new IllegalStateException("on purpose");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoErrorHandlers {

		@Bean
		PhoenixListenerErrorHandler first() {
			return (message, failure) -> heard.add("first " + failure.listener());
		}

		@Bean
		PhoenixListenerErrorHandler second() {
			return (message, failure) -> heard.add("second " + failure.listener());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryErrorHandler {

		@Bean
		@Primary
		PhoenixListenerErrorHandler primary() {
			return (message, failure) -> heard.add("primary " + failure.listener());
		}

	}

}
