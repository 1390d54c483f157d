package io.phoenixchannels.annotation;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.listener.argument.ListenerArgumentResolver;
import io.phoenixchannels.messaging.PhoenixHeaders;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.MimeType;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Arguments that spring-messaging knows, and resolvers of its kind.
 */
class MessagingArgumentTests {

	private ListenerContext context;

	@AfterEach
	void close() {
		this.context.close();
	}

	private List<Object> heard(Class<? extends Recorder> listener, String json) {
		this.context.client.deliver("room:lobby", "shout", json);
		assertThat(this.context.client.failures()).isEmpty();
		return this.context.bean(listener).heard;
	}

	private Throwable failure() {
		assertThat(this.context.client.failures()).hasSize(1);
		return this.context.client.failures().get(0).getCause();
	}

	@Test
	void headersAreThoseOfThePhoenixMessage() {
		this.context = ListenerContext.of(HeadersListener.class);
		Map<String, Object> headers = Map.of("phx_topic", "room:lobby", "phx_event", "shout", "contentType",
				new MimeType("application", "json"));
		assertThat(heard(HeadersListener.class, "{}")).containsExactly("room:lobby", "shout", "none", Optional.empty(),
				headers, headers);
	}

	@Test
	void headerIsConverted() {
		this.context = ListenerContext.of(ConvertedHeaderListener.class);
		this.context.client.deliver("42", "shout", "{}");
		assertThat(this.context.bean(ConvertedHeaderListener.class).heard).containsExactly(42L);
		this.context.client.deliver("x", "shout", "{}");
		assertThat(failure()).hasMessageContaining("Failed to convert");
	}

	@Test
	void headerThatAMessageHasNotIsTheListenersFailure() {
		this.context = ListenerContext.of(RefListener.class);
		this.context.client.deliver("room:lobby", "shout", "{\"secret\":\"s3cret\"}");
		assertThat(failure()).hasMessageContaining("Missing header 'phx_join_ref'");
		assertThat(stackTrace(failure())).contains("shout on room:lobby").doesNotContain("s3cret");
	}

	@Test
	void messageHasItsPayloadBoundOrAsItCame() {
		this.context = ListenerContext.of(MessageListener.class);
		assertThat(heard(MessageListener.class, "{\"body\":\"hi\"}")).containsExactlyInAnyOrder(new Shout("hi"),
				"shout", List.of("body"), "{\"body\":\"hi\"}", "{\"body\":\"hi\"}");
	}

	@Test
	void binaryMessageHasBytes() {
		this.context = ListenerContext.of(RawMessageListener.class);
		byte[] bytes = "bin".getBytes(StandardCharsets.UTF_8);
		this.context.client.deliver("room:lobby", "shout", io.phoenixchannels.protocol.Payload.binary(bytes));
		assertThat(this.context.bean(RawMessageListener.class).heard).containsExactly(bytes,
				new MimeType("application", "octet-stream"));
	}

	@Test
	void clientIsGiven() {
		this.context = ListenerContext.of(ClientListener.class);
		assertThat(heard(ClientListener.class, "{}")).containsExactly(this.context.client);
	}

	@Test
	void nullableParameterGetsTheJsonNull() {
		this.context = ListenerContext.of(NullableListener.class);
		assertThat(heard(NullableListener.class, "null")).containsExactly("null");
	}

	@Test
	void resolverBeansOfSpringMessagingComeBeforeTheBuiltInOnes() {
		this.context = ListenerContext.of(ResolvedListener.class, Resolvers.class);
		assertThat(heard(ResolvedListener.class, "{}")).containsExactly("ours", "first", "first", "room:lobby");
		int asked = Resolvers.asked.get();
		heard(ResolvedListener.class, "{}");
		assertThat(Resolvers.asked).as("asked at the start only, whether a parameter is supported").hasValue(asked);
	}

	@Test
	void messageIsBuiltOnceForAllArguments() {
		this.context = ListenerContext.of(TwoMessagesListener.class);
		List<Object> heard = heard(TwoMessagesListener.class, "{}");
		assertThat(heard.get(0)).isSameAs(heard.get(1));
	}

	@Test
	void validPayloadIsHeardAndWithoutAnnotationAnything() {
		this.context = ListenerContext.of(ValidListener.class, Validation.class);
		assertThat(heard(ValidListener.class, "{\"body\":\"hi\",\"card\":\"1234\"}"))
			.containsExactly(new Purchase("hi", "1234"));
		this.context.client.deliver("room:lobby", "unchecked", "{}");
		assertThat(this.context.client.failures()).isEmpty();
		assertThat(this.context.bean(ValidListener.class).heard).hasSize(2);
	}

	@Test
	void invalidPayloadIsTheListenersFailureThatNamesWhatIsWrongAndNoValues() {
		this.context = ListenerContext.of(ValidListener.class, Validation.class);
		this.context.client.deliver("room:lobby", "shout", "{\"body\":\" \",\"card\":\"s3cret-number\"}");
		assertThat(this.context.bean(ValidListener.class).heard).isEmpty();
		assertThat(failure()).isInstanceOfSatisfying(MethodArgumentNotValidException.class, (ex) -> {
			assertThat(ex.getMessage()).contains("order.body: must not be blank", "order.card: size must be between");
			assertThat(ex.getBindingResult().getFieldErrors()).extracting("field")
				.containsExactlyInAnyOrder("body", "card");
			assertThat(ex.getMethodParameter().getParameterIndex()).isZero();
		});
		assertThat(stackTrace(failure())).doesNotContain("s3cret");
		assertThat(((MethodArgumentNotValidException) failure()).getBindingResult().toString())
			.doesNotContain("s3cret");
	}

	@Test
	void groupsChooseWhatIsValidatedAlsoInAnOptional() {
		this.context = ListenerContext.of(GroupListener.class, Validation.class);
		this.context.client.deliver("room:lobby", "shout", "{\"body\":\"\",\"card\":\"1\"}");
		assertThat(this.context.client.failures()).isEmpty();
		this.context.client.deliver("room:lobby", "strict", "{\"body\":\"x\",\"card\":\"1\"}");
		assertThat(failure()).hasMessageContaining("order.card: not strict").hasMessageContaining("1 error");
		this.context.client.deliver("room:lobby", "strict", "null");
		assertThat(this.context.bean(GroupListener.class).heard).hasSize(2);
	}

	private static String stackTrace(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

	record Shout(String body) {
	}

	interface Strict {

	}

	record Purchase(@NotBlank String body,
			@Size(max = 6) @Size(min = 4, groups = Strict.class, message = "not strict") String card) {
	}

	abstract static class Recorder {

		final List<Object> heard = new ArrayList<>();

	}

	static class HeadersListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(@Header(PhoenixHeaders.TOPIC) String topic, @Header(name = PhoenixHeaders.EVENT) String event,
				@Header(name = PhoenixHeaders.REF, defaultValue = "none") String ref,
				@Header(PhoenixHeaders.JOIN_REF) Optional<Integer> joinRef, @Headers Map<String, Object> all,
				MessageHeaders headers) {
			this.heard.addAll(List.of(topic, event, ref, joinRef, Map.copyOf(all), Map.copyOf(headers)));
		}

	}

	static class ConvertedHeaderListener extends Recorder {

		@PhoenixListener(topic = "{any}", event = "shout")
		void on(@Header(PhoenixHeaders.TOPIC) long topic) {
			this.heard.add(topic);
		}

	}

	static class RefListener {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(@Header(PhoenixHeaders.JOIN_REF) String joinRef) {
		}

	}

	static class MessageListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void typed(Message<Shout> message) {
			this.heard.add(message.getPayload());
			this.heard.add(message.getHeaders().get(PhoenixHeaders.EVENT));
		}

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void generic(Message<Map<String, Object>> message) {
			this.heard.add(List.copyOf(message.getPayload().keySet()));
		}

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void text(Message<String> text, Message<?> any) {
			this.heard.add(text.getPayload());
			this.heard.add(any.getPayload());
		}

	}

	static class RawMessageListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(Message<byte[]> bytes, Message<?> raw) {
			assertThat(bytes.getPayload()).isEqualTo(raw.getPayload());
			this.heard.add(raw.getPayload());
			this.heard.add(raw.getHeaders().get(MessageHeaders.CONTENT_TYPE));
		}

	}

	static class ClientListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(PhoenixClient client) {
			this.heard.add(client);
		}

	}

	static class NullableListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(@Nullable Shout shout) {
			this.heard.add(String.valueOf(shout));
		}

	}

	static class TwoMessagesListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(Message<?> one, Message<Object> two) {
			this.heard.addAll(List.of(one, two));
		}

	}

	static class ResolvedListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(StringBuilder both, StringBuffer buffer, @Payload StringBuffer marked, CharSequence topic) {
			this.heard.addAll(List.of(both.toString(), buffer.toString(), marked.toString(), topic));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Resolvers {

		static final AtomicInteger asked = new AtomicInteger();

		@Bean
		ListenerArgumentResolver ours() {
			return (parameter) -> (parameter.type() == StringBuilder.class) ? (invocation) -> new StringBuilder("ours")
					: null;
		}

		@Bean
		@Order(1)
		HandlerMethodArgumentResolver first() {
			return new FixedResolver(
					(parameter) -> parameter.getParameterType() == StringBuffer.class
							|| parameter.getParameterType() == StringBuilder.class,
					(message) -> new StringBuffer("first"));
		}

		@Bean
		@Order(2)
		HandlerMethodArgumentResolver second() {
			return new FixedResolver((parameter) -> parameter.getParameterType() != StringBuilder.class,
					(message) -> message.getHeaders().get(PhoenixHeaders.TOPIC));
		}

	}

	private record FixedResolver(java.util.function.Predicate<MethodParameter> supports,
			java.util.function.Function<Message<?>, Object> value) implements HandlerMethodArgumentResolver {

		@Override
		public boolean supportsParameter(MethodParameter parameter) {
			Resolvers.asked.incrementAndGet();
			return this.supports.test(parameter);
		}

		@Override
		public Object resolveArgument(MethodParameter parameter, Message<?> message) {
			return this.value.apply(message);
		}

	}

	static class ValidListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(@Valid Purchase order) {
			this.heard.add(order);
		}

		@PhoenixListener(topic = "room:lobby", event = "unchecked")
		void unchecked(Purchase order) {
			this.heard.add(order);
		}

	}

	static class GroupListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void strictOnly(@Validated(Unused.class) Purchase order) {
			this.heard.add(order);
		}

		@PhoenixListener(topic = "room:lobby", event = "strict")
		void strict(@Payload @Validated(Strict.class) Optional<Purchase> order) {
			this.heard.add(order);
		}

	}

	interface Unused {

	}

	@Configuration(proxyBeanMethods = false)
	static class Validation {

		@Bean
		static LocalValidatorFactoryBean validator() {
			return new LocalValidatorFactoryBean();
		}

	}

}
