package io.phoenixchannels.annotation;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.listener.InvalidListenerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.annotation.Scope;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A listener that could never be called stops the start, and the message says which one
 * and what to do.
 */
class InvalidListenerTests {

	@ParameterizedTest
	@MethodSource("invalidListeners")
	void stopsTheStart(Class<?> listener, String problem) {
		try (ListenerContext context = new ListenerContext().with(listener)) {
			assertThatExceptionOfType(InvalidListenerException.class).isThrownBy(context::refresh)
				.withMessageStartingWith("Listener " + listener.getName() + ".on: ")
				.withMessageContaining(problem);
		}
	}

	static Stream<Arguments> invalidListeners() {
		return Stream.of(arguments(NoTopic.class, "it has no topic. Name one"),
				arguments(EmptyTopic.class, "A topic must not be empty"),
				arguments(WrongPattern.class, "'room:{id' has a brace without its partner"),
				arguments(PhoenixTopic.class, "no channel can be joined on the topic 'phoenix'"),
				arguments(EmptyEvent.class, "it has an empty event"),
				arguments(UnknownClient.class,
						"there is no client 'other', only [alerts, default]."
								+ " Configure it at phoenix.channels.clients.other"),
				arguments(UnknownVariable.class,
						"the parameter 'name' (String) is a @TopicVariable, but the topic 'room:{id}' has no variable {name}"),
				arguments(VariableOfOneTopic.class, "the topic 'room:lobby' has no variable {id}"),
				arguments(Inconvertible.class, "a String cannot be converted to its type"),
				arguments(TwoPayloads.class,
						"the parameter 'one' (String) and the parameter 'two' (Integer) would both get the payload"),
				arguments(MessagingAnnotation.class, "is annotated with @Header"),
				arguments(MessagingMessage.class, "Take the PhoenixMessage"),
				arguments(ClientParameter.class, "inject what else is needed into the bean"),
				arguments(UnresolvedPlaceholder.class, "Could not resolve placeholder 'missing'"),
				arguments(WrongAutoStartup.class, "its autoStartup must be true or false, but is 'maybe'"),
				arguments(UnknownErrorHandler.class, "No bean named 'missing' available"),
				arguments(NumberAsTopic.class, "gives something that is not a String"),
				arguments(Prototype.class, "is no singleton"), arguments(FutureReturn.class, "CompletableFuture"),
				arguments(SendToReturn.class, "@SendTo is not supported"));
	}

	@Test
	void duplicateIdNamesBothListeners() {
		try (ListenerContext context = new ListenerContext().with(FirstSame.class, SecondSame.class)) {
			assertThatExceptionOfType(InvalidListenerException.class).isThrownBy(context::refresh)
				.withMessageContaining(FirstSame.class.getName() + ".on")
				.withMessageContaining(SecondSame.class.getName() + ".on")
				.withMessageContaining("its id 'same' is also that of");
		}
	}

	static class NoTopic {

		@PhoenixListener
		void on() {
		}

	}

	static class EmptyTopic {

		@PhoenixListener("")
		void on() {
		}

	}

	static class WrongPattern {

		@PhoenixListener("room:{id")
		void on() {
		}

	}

	static class PhoenixTopic {

		@PhoenixListener("phoenix")
		void on() {
		}

	}

	static class EmptyEvent {

		@PhoenixListener(topic = "room:lobby", event = "")
		void on() {
		}

	}

	static class UnknownClient {

		@PhoenixListener(topic = "room:lobby", client = "other")
		void on() {
		}

	}

	static class UnknownVariable {

		@PhoenixListener("room:{id}")
		void on(@TopicVariable String name) {
		}

	}

	static class VariableOfOneTopic {

		@PhoenixListener({ "room:{id}", "room:lobby" })
		void on(@TopicVariable String id) {
		}

	}

	static class Inconvertible {

		@PhoenixListener("room:{id}")
		void on(@TopicVariable Runnable id) {
		}

	}

	static class TwoPayloads {

		@PhoenixListener("room:lobby")
		void on(String one, Integer two) {
		}

	}

	static class MessagingAnnotation {

		@PhoenixListener("room:lobby")
		void on(@Header String name) {
		}

	}

	static class MessagingMessage {

		@PhoenixListener("room:lobby")
		void on(Message<String> message) {
		}

	}

	static class ClientParameter {

		@PhoenixListener("room:lobby")
		void on(PhoenixClient client) {
		}

	}

	static class UnresolvedPlaceholder {

		@PhoenixListener("${missing}")
		void on() {
		}

	}

	static class WrongAutoStartup {

		@PhoenixListener(topic = "room:lobby", autoStartup = "maybe")
		void on() {
		}

	}

	static class UnknownErrorHandler {

		@PhoenixListener(topic = "room:lobby", errorHandler = "missing")
		void on() {
		}

	}

	static class NumberAsTopic {

		@PhoenixListener("#{1}")
		void on() {
		}

	}

	@Scope("prototype")
	static class Prototype {

		@PhoenixListener("room:lobby")
		void on() {
		}

	}

	static class FutureReturn {

		@PhoenixListener("room:lobby")
		CompletableFuture<Void> on() {
			return CompletableFuture.completedFuture(null);
		}

	}

	static class SendToReturn {

		@PhoenixListener("room:lobby")
		@SendTo("answer")
		String on() {
			return "";
		}

	}

	static class FirstSame {

		@PhoenixListener(topic = "room:lobby", id = "same")
		void on() {
		}

	}

	static class SecondSame {

		@PhoenixListener(topic = "room:lobby", id = "same")
		void on() {
		}

	}

}
