package io.phoenixchannels.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.phoenixchannels.client.PayloadConversionException;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.listener.Delivery;
import io.phoenixchannels.listener.PhoenixListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerErrorHandler;
import io.phoenixchannels.listener.PhoenixListenerException;
import io.phoenixchannels.listener.argument.ListenerArgumentResolver;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AliasFor;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a listener method may look like, and that it gets what it asks for.
 */
class PhoenixListenerTests {

	private static final String SHOUT = "{\"body\":\"hi\"}";

	private ListenerContext context;

	@AfterEach
	void close() {
		if (this.context != null) {
			this.context.close();
		}
	}

	private List<Object> heard(Class<? extends Recorder> listener, String topic, String json) {
		this.context = ListenerContext.of(listener);
		this.context.client.deliver(topic, "shout", json);
		assertThat(this.context.client.failures()).isEmpty();
		return this.context.bean(listener).heard;
	}

	@Test
	void payloadIsBoundToRecord() {
		assertThat(heard(RecordListener.class, "room:lobby", SHOUT)).containsExactly(new Shout("hi"));
	}

	@Test
	void payloadIsBoundToGenericType() {
		assertThat(heard(GenericListener.class, "room:lobby", "[{\"body\":\"a\"},{\"body\":\"b\"}]"))
			.containsExactly(List.of(new Shout("a"), new Shout("b")));
	}

	@Test
	void payloadIsBoundToTypeVariableOfSuperclass() {
		assertThat(heard(InheritingListener.class, "room:lobby", SHOUT)).containsExactly(new Shout("hi"));
	}

	@Test
	void payloadIsBoundToMapNodeTextAndPrimitive() {
		assertThat(heard(MapListener.class, "room:lobby", SHOUT)).containsExactly(Map.of("body", "hi"));
		this.context.close();
		assertThat(heard(NodeListener.class, "room:lobby", SHOUT)).containsExactly("hi");
		this.context.close();
		assertThat(heard(TextListener.class, "room:lobby", SHOUT)).containsExactly(SHOUT);
		this.context.close();
		assertThat(heard(IntListener.class, "room:lobby", "7")).containsExactly(7);
	}

	@Test
	void binaryPayloadIsGivenAsBytesOrBuffer() {
		this.context = ListenerContext.of(BytesListener.class, BufferListener.class);
		byte[] bytes = "bin".getBytes(StandardCharsets.UTF_8);
		this.context.client.deliver("room:lobby", "shout", io.phoenixchannels.protocol.Payload.binary(bytes));
		assertThat(this.context.bean(BytesListener.class).heard).containsExactly("bin");
		assertThat(this.context.bean(BufferListener.class).heard).containsExactly(3);
	}

	@Test
	void nullPayloadIsRefusedUnlessItIsOptional() {
		this.context = ListenerContext.of(RecordListener.class, OptionalPayloadListener.class, OptionalListener.class);
		this.context.client.deliver("room:lobby", "shout", "null");
		assertThat(this.context.bean(RecordListener.class).heard).isEmpty();
		assertThat(this.context.bean(OptionalPayloadListener.class).heard).containsExactly("null");
		assertThat(this.context.bean(OptionalListener.class).heard).containsExactly(Optional.empty());
		assertThat(this.context.client.failures()).singleElement()
			.satisfies((failure) -> assertThat(failure).hasRootCauseInstanceOf(PayloadConversionException.class));
	}

	@Test
	void wholeMessageAndChannelAreGivenInAnyOrder() {
		this.context = ListenerContext.of(EverythingListener.class);
		this.context.client.deliver("room:lobby", "any", SHOUT);
		assertThat(this.context.bean(EverythingListener.class).heard).containsExactly("any room:lobby room:lobby hi");
	}

	@Test
	void methodWithoutParametersIsCalled() {
		assertThat(heard(NoParameterListener.class, "room:lobby", SHOUT)).containsExactly("called");
	}

	@Test
	void topicVariablesAreGivenAndConverted() {
		String id = "0c8d7a3e-7df0-4b54-8f2b-1d1cbb1d4d1e";
		assertThat(heard(VariablesListener.class, "room:7:" + id, SHOUT)).containsExactly(7L, UUID.fromString(id), id,
				new Shout("hi"));
	}

	@Test
	void variableThatCannotBeConvertedIsTheListenersFailure() {
		this.context = ListenerContext.of(VariablesListener.class);
		this.context.client.deliver("room:x:y", "shout", SHOUT);
		assertThat(this.context.client.failures()).singleElement().isInstanceOf(PhoenixListenerException.class);
	}

	@Test
	void exactTopicIsSubscribedAfterAllHandlersAreThereAndPatternIsNot() {
		this.context = ListenerContext.of(RecordListener.class, VariablesListener.class, EverythingListener.class);
		assertThat(this.context.client.calls()).containsExactlyInAnyOrder("on room:lobby shout",
				"on room:{number}:{id} shout", "on room:lobby *", "subscribe room:lobby");
		assertThat(this.context.client.calls().subList(0, 3)).allMatch((call) -> call.startsWith("on "));
	}

	@Test
	void messageThatMatchesSeveralTopicsIsHeardOnce() {
		this.context = ListenerContext.of(OverlappingListener.class);
		this.context.client.deliver("room:lobby", "shout", SHOUT);
		this.context.client.deliver("room:other", "shout", SHOUT);
		this.context.client.deliver("hall:a", "shout", SHOUT);
		assertThat(this.context.bean(OverlappingListener.class).heard).containsExactly("room:lobby", "room:other",
				"hall:a");
	}

	@Test
	void repeatedComposedAndSeveralEventsAreAllRegistered() {
		this.context = ListenerContext.of(ComposedListener.class);
		assertThat(this.context.client.calls()).containsExactlyInAnyOrder("on room:composed a", "on room:composed b",
				"on room:one *", "on room:two *", "subscribe room:composed", "subscribe room:one",
				"subscribe room:two");
		assertThat(this.context.registry().ids()).containsExactlyInAnyOrder("phoenixListenerTests.ComposedListener.onA",
				"phoenixListenerTests.ComposedListener.onB", "phoenixListenerTests.ComposedListener.onB#2");
	}

	@Test
	void annotationOfInterfaceCountsForItsBeanAndForJdkProxy() {
		this.context = new ListenerContext().with(ProxiedConfiguration.class).refresh();
		this.context.client.deliver("room:lobby", "shout", SHOUT);
		assertThat(this.context.client.failures()).isEmpty();
		assertThat(ProxiedConfiguration.target.heard).containsExactly("intercepted", "lobby", new Shout("hi"));
	}

	@Test
	void placeholdersAndExpressionsAreResolvedInAllAttributes() {
		this.context = new ListenerContext().with(ExpressionListener.class)
			.property("the.room", "room:42")
			.property("the.events", new String[] { "a", "b" })
			.property("the.client", "alerts")
			.property("the.start", "false")
			.property("the.delivery", "once")
			.refresh();
		assertThat(this.context.registry().endpoint("listener-of-room:42")).satisfies((endpoint) -> {
			assertThat(endpoint.topics()).extracting(Object::toString).containsExactly("room:42", "x", "y");
			assertThat(((PhoenixListenerEndpoint) endpoint).events()).containsExactly("a", "b");
			assertThat(endpoint.client()).isEqualTo("alerts");
			assertThat(endpoint.autoStartup()).isFalse();
			assertThat(endpoint.delivery()).isEqualTo(Delivery.ONCE);
		});
		assertThat(this.context.alerts.calls()).isEmpty();
		this.context.registry().start("listener-of-room:42");
		assertThat(this.context.alerts.calls()).contains("on room:42 a", "subscribe room:42");
	}

	@Test
	void lazyBeanIsRegisteredAndStartedWhenItIsCreated() {
		this.context = ListenerContext.of(LazyListener.class);
		assertThat(this.context.client.calls()).isEmpty();
		this.context.bean(LazyListener.class);
		assertThat(this.context.client.calls()).containsExactly("on room:lobby shout", "subscribe room:lobby");
	}

	@Test
	void scopedProxyIsCalledForItsTargetOnce() {
		this.context = ListenerContext.of(ScopedListener.class);
		ScopedListener.instances.clear();
		this.context.client.deliver("room:lobby", "shout", SHOUT);
		this.context.client.deliver("room:lobby", "shout", SHOUT);
		assertThat(this.context.client.failures()).isEmpty();
		assertThat(ScopedListener.instances).hasSize(2);
		assertThat(this.context.registry().ids()).containsExactly("phoenixListenerTests.ScopedListener.onShout");
	}

	@Test
	void productOfFactoryBeanIsReached() {
		this.context = ListenerContext.of(ListenerFactory.class);
		assertThat(this.context.client.calls()).containsExactly("on room:lobby shout", "subscribe room:lobby");
	}

	@Test
	void failureOfListenerIsUnwrappedAndNamesIt() {
		this.context = ListenerContext.of(FailingListener.class);
		this.context.client.deliver("room:lobby", "shout", SHOUT);
		assertThat(this.context.client.failures()).singleElement()
			.isInstanceOfSatisfying(PhoenixListenerException.class, (failure) -> {
				assertThat(failure).hasMessage("Listener " + FailingListener.class.getName()
						+ ".onShout failed on event 'shout' of topic 'room:lobby'");
				assertThat(failure.getCause()).isExactlyInstanceOf(IllegalStateException.class)
					.hasMessage("on purpose");
				assertThat(failure.listener()).isEqualTo("phoenixListenerTests.FailingListener.onShout");
			});
	}

	@Test
	void errorHandlerBeanDealsWithFailures() {
		this.context = ListenerContext.of(FailingListener.class, ErrorHandlers.class);
		this.context.client.deliver("room:lobby", "shout", SHOUT);
		assertThat(this.context.client.failures()).isEmpty();
		assertThat(ErrorHandlers.handled).containsExactly("shout: on purpose");
	}

	@Test
	void errorHandlerOfAttributeWinsAndMayThrow() {
		this.context = ListenerContext.of(NamedHandlerListener.class, TwoErrorHandlers.class);
		this.context.client.deliver("room:lobby", "shout", SHOUT);
		this.context.client.deliver("room:lobby", "same", SHOUT);
		assertThat(this.context.client.failures()).satisfiesExactly(
				(failure) -> assertThat(failure).isInstanceOf(PhoenixListenerException.class)
					.hasRootCauseMessage("handler: on purpose"),
				(failure) -> assertThat(failure).isInstanceOf(PhoenixListenerException.class)
					.hasRootCauseMessage("on purpose"));
	}

	@Test
	void resolverBeanIsAskedFirst() {
		this.context = ListenerContext.of(ResolvedListener.class, Resolvers.class);
		this.context.client.deliver("room:lobby", "shout", SHOUT);
		assertThat(this.context.bean(ResolvedListener.class).heard).containsExactly("resolved for shout",
				new Shout("hi"));
	}

	record Shout(String body) {
	}

	abstract static class Recorder {

		final List<Object> heard = new ArrayList<>();

	}

	static class RecordListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void onShout(Shout shout) {
			this.heard.add(shout);
		}

	}

	static class GenericListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void onShouts(List<Shout> shouts) {
			this.heard.add(shouts);
		}

	}

	abstract static class GenericBase<T> extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		public void on(T payload) {
			this.heard.add(payload);
		}

	}

	static class InheritingListener extends GenericBase<Shout> {

	}

	static class MapListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(Map<String, Object> payload) {
			this.heard.add(payload);
		}

	}

	static class NodeListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(JsonNode payload) {
			this.heard.add(payload.get("body").asString());
		}

	}

	static class TextListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(String payload) {
			this.heard.add(payload);
		}

	}

	static class IntListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(int payload) {
			this.heard.add(payload);
		}

	}

	static class BytesListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(byte[] payload) {
			this.heard.add(new String(payload, StandardCharsets.UTF_8));
		}

	}

	static class BufferListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(ByteBuffer payload) {
			this.heard.add(payload.remaining());
		}

	}

	static class OptionalPayloadListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(@Payload(required = false) Shout payload) {
			this.heard.add(String.valueOf(payload));
		}

	}

	static class OptionalListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(Optional<Shout> payload) {
			this.heard.add(payload);
		}

	}

	static class EverythingListener extends Recorder {

		@PhoenixListener(topic = "room:lobby")
		void everything(PhoenixChannel channel, @Payload Shout shout, PhoenixMessage message) {
			this.heard.add(message.event() + " " + message.topic() + " " + channel.topic() + " " + shout.body());
		}

	}

	static class NoParameterListener extends Recorder {

		@PhoenixListener("room:lobby")
		private void on() {
			this.heard.add("called");
		}

	}

	static class VariablesListener extends Recorder {

		@PhoenixListener(topic = "room:{number}:{id}", event = "shout")
		void on(@TopicVariable long number, @TopicVariable("id") UUID uuid, @TopicVariable(name = "id") String text,
				Shout shout) {
			this.heard.addAll(List.of(number, uuid, text, shout));
		}

	}

	static class OverlappingListener extends Recorder {

		@PhoenixListener(topic = { "room:*", "room:lobby", "{any}:{other}" })
		void on(PhoenixMessage message) {
			this.heard.add(message.topic());
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@PhoenixListener(event = { "a", "b" })
	@interface Composed {

		@AliasFor(annotation = PhoenixListener.class, attribute = "topic")
		String value();

	}

	static class ComposedListener {

		@Composed("room:composed")
		void onA() {
		}

		@PhoenixListener("room:one")
		@PhoenixListener("room:two")
		void onB() {
		}

	}

	interface Contract {

		@PhoenixListener(topic = "room:{room}", event = "shout")
		void onShout(Shout shout, @TopicVariable String room);

	}

	static class Implementation extends Recorder implements Contract {

		@Override
		public void onShout(Shout shout, String room) {
			this.heard.add(room);
			this.heard.add(shout);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProxiedConfiguration {

		static Implementation target;

		@Bean
		Contract contract() {
			target = new Implementation();
			return target;
		}

		@Bean
		static Proxies proxies() {
			return new Proxies();
		}

	}

	static class Proxies implements BeanPostProcessor, Ordered {

		@Override
		public int getOrder() {
			return LOWEST_PRECEDENCE;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (!(bean instanceof Implementation implementation)) {
				return bean;
			}
			ProxyFactory factory = new ProxyFactory(bean);
			factory.addAdvice((MethodInterceptor) (invocation) -> {
				implementation.heard.add("intercepted");
				return invocation.proceed();
			});
			return factory.getProxy();
		}

	}

	static class ExpressionListener {

		@PhoenixListener(id = "listener-of-${the.room}", topic = { "${the.room}", "#{ {'x', 'y'} }" },
				event = "#{environment['the.events'].split(',')}", client = "#{'${the.client}'}",
				autoStartup = "${the.start}", delivery = "${the.delivery}")
		void on() {
		}

	}

	@Lazy
	static class LazyListener extends RecordListener {

	}

	@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class ScopedListener {

		static final List<Object> instances = new ArrayList<>();

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void onShout() {
			instances.add(this);
		}

	}

	static class ListenerFactory implements FactoryBean<RecordListener> {

		@Override
		public RecordListener getObject() {
			return new RecordListener();
		}

		@Override
		public Class<?> getObjectType() {
			return RecordListener.class;
		}

	}

	static class FailingListener {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void onShout() {
			throw new IllegalStateException("on purpose");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ErrorHandlers {

		static final List<String> handled = new ArrayList<>();

		@Bean
		PhoenixListenerErrorHandler errorHandler() {
			handled.clear();
			return (message, failure) -> handled.add(message.event() + ": " + failure.getCause().getMessage());
		}

	}

	static class NamedHandlerListener {

		@PhoenixListener(topic = "room:lobby", event = "shout", errorHandler = "throwing")
		@PhoenixListener(topic = "room:lobby", event = "same", errorHandler = "#{@rethrowing}")
		void onShout() {
			throw new IllegalStateException("on purpose");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoErrorHandlers {

		@Bean
		PhoenixListenerErrorHandler throwing() {
			return (message, failure) -> {
				throw new IllegalArgumentException("handler: " + failure.getCause().getMessage());
			};
		}

		@Bean
		PhoenixListenerErrorHandler rethrowing() {
			return (message, failure) -> {
				throw failure;
			};
		}

	}

	static class ResolvedListener extends Recorder {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void on(StringBuilder own, Shout shout) {
			this.heard.add(own.toString());
			this.heard.add(shout);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Resolvers {

		@Bean
		ListenerArgumentResolver resolver() {
			return (parameter) -> (parameter.type() == StringBuilder.class)
					? (invocation) -> new StringBuilder("resolved for " + invocation.message().event()) : null;
		}

	}

}
