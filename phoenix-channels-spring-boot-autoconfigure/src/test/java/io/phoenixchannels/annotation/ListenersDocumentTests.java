package io.phoenixchannels.annotation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.listener.PhoenixListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import io.phoenixchannels.messaging.PhoenixHeaders;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.stereotype.Component;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the examples of {@code docs/listeners.md} do what it says.
 */
class ListenersDocumentTests {

	private ListenerContext context;

	@AfterEach
	void close() {
		this.context.close();
	}

	private List<String> pushes() {
		return this.context.client.calls().stream().filter((call) -> call.startsWith("send ")).toList();
	}

	@Test
	void arguments() {
		this.context = ListenerContext.of(Arguments.class, TenantArgumentResolver.class,
				LocalValidatorFactoryBean.class);
		this.context.client.deliver("room:lobby", "order", "{\"item\":\"tea\"}");
		this.context.client.deliver("room:lobby", "order", "{\"item\":\"\"}");
		assertThat(this.context.bean(Arguments.class).heard).containsExactly("tea lobby order acme");
		assertThat(this.context.client.failures()).hasSize(1);
	}

	@Test
	void answers() {
		this.context = ListenerContext.of(Answers.class, Prices.class);
		this.context.client.deliver("room:lobby", "ask", "{\"item\":\"tea\"}");
		this.context.client.deliver("room:lobby", "ask_later", "{\"item\":\"milk\"}");
		this.context.client.deliver("room:lobby", "note", "{\"item\":\"sugar\"}");
		assertThat(pushes()).containsExactly("send room:lobby price {tea=1}", "send room:lobby price {milk=2}");
		assertThat(this.context.bean(Prices.class).noted).containsExactly("sugar");
		assertThat(this.context.client.failures()).isEmpty();
	}

	@Test
	void control() {
		this.context = ListenerContext.of(Answers.class, Prices.class, Maintenance.class);
		Maintenance maintenance = this.context.bean(Maintenance.class);
		maintenance.begin();
		assertThat(this.context.registry().isPaused("asks")).isTrue();
		maintenance.end();
		assertThat(this.context.registry().isPaused("asks")).isFalse();
	}

	@Test
	void classWithHandlers() {
		this.context = ListenerContext.of(Orders.class);
		for (String event : List.of("created", "expired", "moved")) {
			this.context.client.deliver("orders:tea", event, "{\"item\":\"pot\"}");
		}
		assertThat(this.context.bean(Orders.class).heard).containsExactly("created pot", "over tea", "other moved");
		assertThat(this.context.client.failures()).isEmpty();
	}

	@Test
	void executorAndRetryAndOrder() {
		this.context = ListenerContext.of(Ledger.class, Executors.class);
		this.context.client.deliver("room:lobby", "order", "{\"item\":\"tea\"}");
		assertThat(this.context.bean(Ledger.class).written).containsExactly("checked tea");
		this.context.client.advance(Duration.ofMillis(500));
		assertThat(this.context.bean(Ledger.class).written).containsExactly("checked tea", "tea");
	}

	@Test
	void listenersOfCode() {
		this.context = new ListenerContext().with(Rooms.class).property("rooms", "a,b").refresh();
		this.context.client.deliver("room:b", "shout", "1");
		assertThat(this.context.registry().ids()).containsExactly("room-a", "room-b");
		assertThat(this.context.client.failures()).isEmpty();
	}

	record Order(@NotBlank String item) {
	}

	record Tenant(String name) {
	}

	static class Arguments {

		private final List<String> heard = new ArrayList<>();

		// tag::arguments[]
		@PhoenixListener(topic = "room:{room}", event = "order")
		void onOrder(@Valid Order order, @TopicVariable String room, @Header(PhoenixHeaders.EVENT) String event,
				Tenant tenant) {
			this.heard.add(order.item() + " " + room + " " + event + " " + tenant.name());
		}
		// end::arguments[]

	}

	// tag::resolver[]
	@Component
	static class TenantArgumentResolver implements HandlerMethodArgumentResolver {

		@Override
		public boolean supportsParameter(MethodParameter parameter) {
			return parameter.getParameterType() == Tenant.class;
		}

		@Override
		public Object resolveArgument(MethodParameter parameter, Message<?> message) {
			String topic = message.getHeaders().get(PhoenixHeaders.TOPIC, String.class);
			return new Tenant("room:lobby".equals(topic) ? "acme" : "unknown");
		}

	}
	// end::resolver[]

	static class Prices {

		final List<String> noted = new ArrayList<>();

		int now(String item) {
			return 1;
		}

		CompletableFuture<Integer> later(String item) {
			return CompletableFuture.completedFuture(2);
		}

		Mono<Void> note(String item) {
			return Mono.fromRunnable(() -> this.noted.add(item));
		}

	}

	static class Answers {

		private final Prices prices;

		Answers(Prices prices) {
			this.prices = prices;
		}

		// tag::answers[]
		@PhoenixListener(id = "asks", topic = "room:lobby", event = "ask")
		@SendTo("price")
		Map<String, Integer> now(Order order) {
			return Map.of(order.item(), this.prices.now(order.item()));
		}

		@PhoenixListener(topic = "room:lobby", event = "ask_later")
		@SendTo("price")
		CompletableFuture<Map<String, Integer>> later(Order order) {
			return this.prices.later(order.item()).thenApply((price) -> Map.of(order.item(), price));
		}

		@PhoenixListener(topic = "room:lobby", event = "note")
		Mono<Void> note(Order order) {
			return this.prices.note(order.item());
		}
		// end::answers[]

	}

	// tag::handlers[]
	@Component
	@PhoenixListener(id = "orders", topic = "orders:{shop}")
	static class Orders {

		private final List<String> heard = new ArrayList<>();

		@PhoenixHandler(event = "created")
		void created(Order order) {
			this.heard.add("created " + order.item());
		}

		@PhoenixHandler(event = { "cancelled", "expired" })
		void over(@TopicVariable String shop) {
			this.heard.add("over " + shop);
		}

		@PhoenixHandler(isDefault = true)
		void other(PhoenixMessage message) {
			this.heard.add("other " + message.event());
		}

	}
	// end::handlers[]

	@Configuration(proxyBeanMethods = false)
	static class Executors {

		@Bean
		Executor ledgerExecutor() {
			return Runnable::run;
		}

		// tag::policy[]
		@Bean
		RetryPolicy patient() {
			return RetryPolicy.builder()
				.maxRetries(5)
				.delay(Duration.ofMillis(500))
				.multiplier(2)
				.excludes(IllegalArgumentException.class)
				.build();
		}
		// end::policy[]

	}

	static class Ledger {

		private final List<String> written = new ArrayList<>();

		private boolean full = true;

		// tag::execution[]
		@PhoenixListener(topic = "room:lobby", event = "order", executor = "ledgerExecutor", retry = "patient")
		void write(Order order) {
			append(order);
		}
		// end::execution[]

		@PhoenixListener(topic = "room:lobby", event = "order")
		@org.springframework.core.annotation.Order(1)
		void check(Order order) {
			this.written.add("checked " + order.item());
		}

		private void append(Order order) {
			if (this.full) {
				this.full = false;
				throw new IllegalStateException("the disk is full");
			}
			this.written.add(order.item());
		}

	}

	// tag::configurer[]
	@Configuration(proxyBeanMethods = false)
	static class Rooms {

		private static final Log logger = LogFactory.getLog(Rooms.class);

		@Bean
		PhoenixListenerConfigurer rooms(@Value("${rooms}") String[] rooms) {
			return (registrar) -> {
				registrar.setErrorHandler((message, failure) -> logger.error(failure));
				for (String room : rooms) {
					registrar.register(PhoenixListenerEndpoint.builder("room-" + room)
						.topics("room:" + room)
						.events("shout")
						.handler((invocation) -> logger.info(invocation.message().payload(String.class)))
						.build());
				}
			};
		}

	}
	// end::configurer[]

	// tag::control[]
	@Component
	static class Maintenance {

		private final PhoenixListenerEndpointRegistry listeners;

		Maintenance(PhoenixListenerEndpointRegistry listeners) {
			this.listeners = listeners;
		}

		void begin() {
			this.listeners.pause("asks");
		}

		void end() {
			this.listeners.resume("asks");
		}

	}
	// end::control[]

}
