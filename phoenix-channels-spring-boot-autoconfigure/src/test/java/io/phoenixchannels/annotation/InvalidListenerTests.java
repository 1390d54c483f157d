package io.phoenixchannels.annotation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.PhoenixPresence;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.event.PhoenixChannelJoinedEvent;
import io.phoenixchannels.event.PhoenixConnectedEvent;
import io.phoenixchannels.event.PhoenixGapEvent;
import io.phoenixchannels.event.PhoenixMessageDroppedEvent;
import io.phoenixchannels.listener.InvalidListenerException;
import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.presence.PresenceState;
import jakarta.validation.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Scope;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.support.ErrorMessage;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;

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

	@ParameterizedTest
	@MethodSource("invalidClasses")
	void classStopsTheStart(Class<?> listener, String problem) {
		try (ListenerContext context = new ListenerContext().with(listener)) {
			assertThatExceptionOfType(InvalidListenerException.class).isThrownBy(context::refresh)
				.withMessageStartingWith("Listener " + listener.getName() + ": ")
				.withMessageContaining(problem);
		}
	}

	static Stream<Arguments> invalidClasses() {
		return Stream.of(arguments(ClassWithoutHandlers.class, "it has no method that handles anything"),
				arguments(ClassWithEvents.class, "it names the events [a], but the events of a class are those of"),
				arguments(ClassWithAHandlerOfNothing.class, "its handler on names no event. Name one, or make it"),
				arguments(ClassWithADefaultOfEvents.class,
						"its handler on is the default one, and cannot name events. Remove isDefault, or [a]"),
				arguments(ClassWithTwoDefaults.class, "its handlers one and two are both the default one"),
				arguments(ClassWithTwoHandlersOfAnEvent.class,
						"its handlers one and two would both handle the event 'a'"),
				arguments(ClassWithADefaultAndAReservedEvent.class, "none of its handlers can hear 'phx_close'"),
				arguments(ClassWithAWrongHandler.class,
						"its handler on: the parameter 'one' (String) and the parameter 'two' (Integer) would both"));
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
				arguments(UnknownHeader.class,
						"the parameter 'name' (String) is the @Header 'name', which no Phoenix message has. Take one of"
								+ " [phx_topic, phx_event, phx_ref, phx_join_ref]"),
				arguments(MessagingAnnotation.class,
						"the parameter 'name' (String) is annotated with @DestinationVariable"),
				arguments(PayloadExpression.class, "has a @Payload with an expression, which is not supported"),
				arguments(ErrorMessageParameter.class, "Take the PhoenixMessage, a Message"),
				arguments(ReplyParameter.class, "inject what else is needed into the bean"),
				arguments(ValidWithoutValidator.class,
						"the parameter 'name' (String) is annotated with @Valid, but there is no one bean of type Validator"),
				arguments(UnresolvedPlaceholder.class, "Could not resolve placeholder 'missing'"),
				arguments(WrongDelivery.class, "its delivery must be once or everywhere, but is 'twice'"),
				arguments(WrongAutoStartup.class, "its autoStartup must be true or false, but is 'maybe'"),
				arguments(UnknownErrorHandler.class, "No bean named 'missing' available"),
				arguments(UnknownExecutor.class,
						"its executor is 'missing', which is no bean of type Executor; there are []. Name one of these"),
				arguments(WrongExecutor.class, "its executor is 'registry', which is no bean of type Executor"),
				arguments(UnknownRetryPolicy.class, "its retry is 'missing', which is no bean of type RetryPolicy"),
				arguments(HandlerOfNoListener.class, "it is a @PhoenixHandler, but its class is no listener"),
				arguments(NumberAsTopic.class, "gives something that is not a String"),
				arguments(Prototype.class, "is no singleton"),
				arguments(ValueReturn.class,
						"it returns a java.lang.String, which nobody would get. Add @SendTo(\"event\") to push it"),
				arguments(FutureOfValueReturn.class,
						"it returns a java.util.concurrent.CompletableFuture<java.lang.Integer>, which nobody would get"),
				arguments(PlainFutureReturn.class, "it returns a Future, which only a blocked thread can wait for"),
				arguments(FlowPublisherReturn.class, "it returns a Publisher, which may have several values"),
				arguments(MonoOfValueReturn.class, "Mono<java.lang.String>, which nobody would get"),
				arguments(FluxReturn.class, "it returns a Flux, which may have several values. Collect them"),
				arguments(SendToOfVoid.class, "it has @SendTo, but returns nothing that could be pushed"),
				arguments(SendToOfVoidFuture.class, "it has @SendTo, but returns nothing that could be pushed"),
				arguments(SendToOfTwoEvents.class,
						"its @SendTo must name one event, such as @SendTo(\"answer\"), but" + " names [a, b]"),
				arguments(SendToOfNoEvent.class, "its @SendTo must name one event"),
				arguments(SendToOfReservedEvent.class, "its @SendTo names 'phx_reply', which Phoenix reserves"),
				arguments(ChannelWithSendTo.class, "@SendTo is only supported on a @PhoenixListener"),
				arguments(ChannelWithFuture.class, "it returns a CompletableFuture, which nobody would wait for"),
				arguments(ChannelWithoutTopic.class, "it has no topic. Name one"),
				arguments(ChannelWithoutEvent.class,
						"it has no parameter that says what it hears. Add a PhoenixEvent or one of its subtypes"),
				arguments(ChannelWithTwoEvents.class, "would both say what is heard"),
				arguments(ChannelWithConnectionEvent.class, "Hear it with Spring's @EventListener"),
				arguments(ChannelWithDroppedEvent.class, "Hear it with Spring's @EventListener"),
				arguments(ChannelWithPayload.class,
						"the parameter 'text' (String) has a type that a channel has nothing for"),
				arguments(ChannelWithUnknownVariable.class, "the topic 'room:{id}' has no variable {name}"),
				arguments(ChannelOfUnknownClient.class, "there is no client 'other'"),
				arguments(PresenceWithoutChange.class, "it has no parameter that says what it hears"),
				arguments(PresenceWithTwoChanges.class, "would both say what is heard"),
				arguments(PresenceWithMessage.class, "has a type that presence has nothing for"),
				arguments(PresenceOfPhoenixTopic.class, "no channel can be joined on the topic 'phoenix'"),
				arguments(PresenceWithWrongAutoStartup.class, "its autoStartup must be true or false"));
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

	@Test
	void validatorThatDoesNotSupportThePayloadIsNotSilentlySkipped() {
		try (ListenerContext context = new ListenerContext().with(ValidWithoutValidator.class, NumberValidator.class)) {
			assertThatExceptionOfType(InvalidListenerException.class).isThrownBy(context::refresh)
				.withMessageContaining("the parameter 'name' (String) is annotated with @Valid, but the Validator, a "
						+ NumberValidator.class.getName() + ", does not support a java.lang.String");
		}
	}

	static class NumberValidator implements Validator {

		@Override
		public boolean supports(Class<?> type) {
			return Number.class.isAssignableFrom(type);
		}

		@Override
		public void validate(Object target, Errors errors) {
		}

	}

	static class ChannelWithoutTopic {

		@PhoenixChannelListener
		void on(PhoenixGapEvent event) {
		}

	}

	static class ChannelWithoutEvent {

		@PhoenixChannelListener("room:{id}")
		void on(@TopicVariable String id) {
		}

	}

	static class ChannelWithTwoEvents {

		@PhoenixChannelListener("room:a")
		void on(PhoenixGapEvent one, PhoenixChannelJoinedEvent two) {
		}

	}

	static class ChannelWithConnectionEvent {

		@PhoenixChannelListener("room:a")
		void on(PhoenixConnectedEvent event) {
		}

	}

	static class ChannelWithDroppedEvent {

		@PhoenixChannelListener("room:a")
		void on(PhoenixMessageDroppedEvent event) {
		}

	}

	static class ChannelWithPayload {

		@PhoenixChannelListener("room:a")
		void on(PhoenixGapEvent event, String text) {
		}

	}

	static class ChannelWithUnknownVariable {

		@PhoenixChannelListener("room:{id}")
		void on(PhoenixGapEvent event, @TopicVariable String name) {
		}

	}

	static class ChannelOfUnknownClient {

		@PhoenixChannelListener(topic = "room:a", client = "other")
		void on(PhoenixGapEvent event) {
		}

	}

	static class PresenceWithoutChange {

		@PhoenixPresenceListener("room:a")
		void on(PhoenixPresence presence) {
		}

	}

	static class PresenceWithTwoChanges {

		@PhoenixPresenceListener("room:a")
		void on(PresenceChange.Joined joined, PresenceState state) {
		}

	}

	static class PresenceWithMessage {

		@PhoenixPresenceListener("room:a")
		void on(PhoenixMessage message) {
		}

	}

	static class PresenceOfPhoenixTopic {

		@PhoenixPresenceListener("phoenix")
		void on(PresenceState state) {
		}

	}

	static class PresenceWithWrongAutoStartup {

		@PhoenixPresenceListener(topic = "room:a", autoStartup = "maybe")
		void on(PresenceState state) {
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

	static class UnknownHeader {

		@PhoenixListener("room:lobby")
		void on(@Header String name) {
		}

	}

	static class MessagingAnnotation {

		@PhoenixListener("room:lobby")
		void on(@DestinationVariable String name) {
		}

	}

	static class PayloadExpression {

		@PhoenixListener("room:lobby")
		void on(@Payload("body") String body) {
		}

	}

	static class ErrorMessageParameter {

		@PhoenixListener("room:lobby")
		void on(ErrorMessage message) {
		}

	}

	static class ReplyParameter {

		@PhoenixListener("room:lobby")
		void on(PhoenixReply reply) {
		}

	}

	static class ValidWithoutValidator {

		@PhoenixListener("room:lobby")
		void on(@Valid String name) {
		}

	}

	static class UnresolvedPlaceholder {

		@PhoenixListener("${missing}")
		void on() {
		}

	}

	static class WrongDelivery {

		@PhoenixListener(topic = "room:lobby", delivery = "twice")
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

	static class UnknownExecutor {

		@PhoenixListener(topic = "room:lobby", executor = "missing")
		void on() {
		}

	}

	static class WrongExecutor {

		@PhoenixListener(topic = "room:lobby", executor = "registry")
		void on() {
		}

	}

	static class UnknownRetryPolicy {

		@PhoenixListener(topic = "room:lobby", retry = "missing")
		void on() {
		}

	}

	static class HandlerOfNoListener {

		@PhoenixHandler("a")
		void on() {
		}

	}

	@PhoenixListener("room:lobby")
	static class ClassWithoutHandlers {

	}

	@PhoenixListener(topic = "room:lobby", event = "a")
	static class ClassWithEvents {

		@PhoenixHandler("b")
		void on() {
		}

	}

	@PhoenixListener("room:lobby")
	static class ClassWithAHandlerOfNothing {

		@PhoenixHandler
		void on() {
		}

	}

	@PhoenixListener("room:lobby")
	static class ClassWithADefaultOfEvents {

		@PhoenixHandler(event = "a", isDefault = true)
		void on() {
		}

	}

	@PhoenixListener("room:lobby")
	static class ClassWithTwoDefaults {

		@PhoenixHandler(isDefault = true)
		void one() {
		}

		@PhoenixHandler(isDefault = true)
		void two() {
		}

	}

	@PhoenixListener("room:lobby")
	static class ClassWithTwoHandlersOfAnEvent {

		@PhoenixHandler("a")
		void one() {
		}

		@PhoenixHandler({ "b", "a" })
		void two() {
		}

	}

	@PhoenixListener("room:lobby")
	static class ClassWithADefaultAndAReservedEvent {

		@PhoenixHandler(isDefault = true)
		void one() {
		}

		@PhoenixHandler("phx_close")
		void two() {
		}

	}

	@PhoenixListener("room:lobby")
	static class ClassWithAWrongHandler {

		@PhoenixHandler("a")
		void on(String one, Integer two) {
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

	static class ValueReturn {

		@PhoenixListener("room:lobby")
		String on() {
			return "";
		}

	}

	static class FutureOfValueReturn {

		@PhoenixListener("room:lobby")
		CompletableFuture<Integer> on() {
			return CompletableFuture.completedFuture(1);
		}

	}

	static class PlainFutureReturn {

		@PhoenixListener("room:lobby")
		Future<Void> on() {
			return CompletableFuture.completedFuture(null);
		}

	}

	static class FlowPublisherReturn {

		@PhoenixListener("room:lobby")
		Flow.Publisher<String> on() {
			return (subscriber) -> {
			};
		}

	}

	static class MonoOfValueReturn {

		@PhoenixListener("room:lobby")
		Mono<String> on() {
			return Mono.empty();
		}

	}

	static class FluxReturn {

		@PhoenixListener("room:lobby")
		Flux<Void> on() {
			return Flux.empty();
		}

	}

	static class SendToOfVoid {

		@PhoenixListener("room:lobby")
		@SendTo("answer")
		void on() {
		}

	}

	static class SendToOfVoidFuture {

		@PhoenixListener("room:lobby")
		@SendTo("answer")
		CompletableFuture<Void> on() {
			return CompletableFuture.completedFuture(null);
		}

	}

	static class SendToOfTwoEvents {

		@PhoenixListener("room:lobby")
		@SendTo({ "a", "b" })
		String on() {
			return "";
		}

	}

	static class SendToOfNoEvent {

		@PhoenixListener("room:lobby")
		@SendTo("#{null}")
		String on() {
			return "";
		}

	}

	static class SendToOfReservedEvent {

		@PhoenixListener("room:lobby")
		@SendTo("phx_reply")
		String on() {
			return "";
		}

	}

	static class ChannelWithSendTo {

		@PhoenixChannelListener("room:a")
		@SendTo("answer")
		String on(PhoenixGapEvent event) {
			return "";
		}

	}

	static class ChannelWithFuture {

		@PhoenixChannelListener("room:a")
		CompletableFuture<Void> on(PhoenixGapEvent event) {
			return CompletableFuture.completedFuture(null);
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
