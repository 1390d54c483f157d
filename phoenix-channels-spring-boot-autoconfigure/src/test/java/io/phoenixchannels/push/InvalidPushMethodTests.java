package io.phoenixchannels.push;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.Stream;

import io.phoenixchannels.annotation.TopicVariable;
import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.template.PhoenixTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A method that could never push is refused when its interface is implemented, and the
 * message says which one and what to do.
 */
class InvalidPushMethodTests {

	private final PhoenixPushProxyFactory factory = PhoenixPushProxyFactory
		.of(new PhoenixTemplate(new FakePhoenixClient("default")));

	@ParameterizedTest
	@MethodSource("invalidInterfaces")
	void isRefused(Class<?> type, String problem) {
		assertThatExceptionOfType(InvalidPushMethodException.class).isThrownBy(() -> this.factory.createClient(type))
			.withMessageStartingWith("Push method " + type.getName() + ".push: ")
			.withMessageContaining(problem);
	}

	static Stream<Arguments> invalidInterfaces() {
		return Stream.of(
				arguments(NotAnnotated.class, "it is not annotated. Annotate it with @PhoenixPush, or implement"),
				arguments(WithBody.class, "it has a body, which would never run. Remove it, or @PhoenixPush"),
				arguments(NoTopic.class, "it has no topic. Name one, such as topic = \"room:lobby\", at the method or"),
				arguments(NoEvent.class, "it has no event. Name one, such as event = \"new_msg\""),
				arguments(ReservedEvent.class, "its event 'phx_leave' is one of the protocol itself"),
				arguments(PhoenixTopic.class, "nobody can push on the topic 'phoenix'"),
				arguments(WrongTopic.class, "'room:{id' has a brace without its partner"),
				arguments(ManyTopics.class, "its topic 'room:*' stands for many, and a push needs one"),
				arguments(TwoPayloads.class,
						"the parameter 'one' (String) and the parameter 'two' (Integer) would both be the payload"),
				arguments(UnknownVariable.class,
						"the parameter 'name' (String) is a @TopicVariable, but the topic 'room:{id}' has no variable {name}"),
				arguments(MissingVariable.class,
						"its topic 'room:{id}' has the variable {id}, and no parameter gives its"),
				arguments(VariableTwice.class,
						"the parameter 'one' (String) and the parameter 'two' (String) would both give the topic variable"
								+ " {id}"),
				arguments(HeaderParameter.class,
						"the parameter 'name' (String) is annotated with @Header, which a push has no place for"),
				arguments(MessageParameter.class,
						"the parameter 'message' (PhoenixMessage) has a type that is no payload"),
				arguments(FluxReturn.class, "it returns a Flux, but a push has one reply at most"),
				arguments(PublisherReturn.class, "it returns a Publisher, but a push has one reply at most"),
				arguments(TaskReturn.class, "it returns a ForkJoinTask, which nobody can make here"),
				arguments(RawFutureReturn.class, "its return type does not say what the response is to be read as"),
				arguments(AnyFutureReturn.class, "its return type does not say what the response is to be read as"),
				arguments(UnknownTypeReturn.class, "its return type does not say what the response is to be read as"),
				arguments(UnknownClient.class, "there is no client 'other'. Name one of []"),
				arguments(WrongTimeout.class, "its timeout 'soon' is no duration. Write it as 500ms, 2s or PT2S"),
				arguments(NegativeTimeout.class, "A push timeout must be positive, but is PT-2S"));
	}

	@Test
	void clientThatIsNotThereIsNamedBesideThoseThatAre() {
		PhoenixPushProxyFactory factory = PhoenixPushProxyFactory.builder()
			.operations("jobs", new PhoenixTemplate(new FakePhoenixClient("jobs")))
			.build();
		assertThatExceptionOfType(InvalidPushMethodException.class)
			.isThrownBy(() -> factory.createClient(UnknownClient.class))
			.withMessageEndingWith("there is no client 'other'. Name one of [jobs]");
		assertThatExceptionOfType(InvalidPushMethodException.class)
			.isThrownBy(() -> factory.createClient(DefaultClient.class))
			.withMessageEndingWith("it names no client, and there is no default one. Name one of [jobs]");
	}

	@Test
	void classCannotBeImplemented() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.factory.createClient(String.class))
			.withMessage("java.lang.String is no interface, so that it cannot be implemented");
	}

	@PhoenixPush(topic = "room:lobby", event = "a")
	interface NotAnnotated {

		void push();

	}

	interface WithBody {

		@PhoenixPush(topic = "room:lobby", event = "a")
		default void push() {
		}

	}

	interface NoTopic {

		@PhoenixPush(event = "a")
		void push();

	}

	interface NoEvent {

		@PhoenixPush(topic = "room:lobby")
		void push();

	}

	interface ReservedEvent {

		@PhoenixPush(topic = "room:lobby", event = "phx_leave")
		void push();

	}

	interface PhoenixTopic {

		@PhoenixPush(topic = "phoenix", event = "a")
		void push();

	}

	interface WrongTopic {

		@PhoenixPush(topic = "room:{id", event = "a")
		void push(@TopicVariable String id);

	}

	interface ManyTopics {

		@PhoenixPush(topic = "room:*", event = "a")
		void push();

	}

	interface TwoPayloads {

		@PhoenixPush(topic = "room:lobby", event = "a")
		void push(String one, Integer two);

	}

	interface UnknownVariable {

		@PhoenixPush(topic = "room:{id}", event = "a")
		void push(@TopicVariable String id, @TopicVariable String name);

	}

	interface MissingVariable {

		@PhoenixPush(topic = "room:{id}", event = "a")
		void push(String id);

	}

	interface VariableTwice {

		@PhoenixPush(topic = "room:{id}", event = "a")
		void push(@TopicVariable("id") String one, @TopicVariable("id") String two);

	}

	interface HeaderParameter {

		@PhoenixPush(topic = "room:lobby", event = "a")
		void push(@Header("x") String name);

	}

	interface MessageParameter {

		@PhoenixPush(topic = "room:lobby", event = "a")
		void push(PhoenixMessage message);

	}

	interface FluxReturn {

		@PhoenixPush(topic = "room:lobby", event = "a")
		Flux<String> push();

	}

	interface PublisherReturn {

		@PhoenixPush(topic = "room:lobby", event = "a")
		org.reactivestreams.Publisher<String> push();

	}

	interface TaskReturn {

		@PhoenixPush(topic = "room:lobby", event = "a")
		ForkJoinTask<String> push();

	}

	@SuppressWarnings("rawtypes")
	interface RawFutureReturn {

		@PhoenixPush(topic = "room:lobby", event = "a")
		CompletableFuture push();

	}

	interface AnyFutureReturn {

		@PhoenixPush(topic = "room:lobby", event = "a")
		CompletableFuture<?> push();

	}

	interface UnknownTypeReturn {

		@PhoenixPush(topic = "room:lobby", event = "a")
		<T> T push(List<T> payload);

	}

	interface UnknownClient {

		@PhoenixPush(topic = "room:lobby", event = "a", client = "other")
		void push();

	}

	interface DefaultClient {

		@PhoenixPush(topic = "room:lobby", event = "a")
		void push();

	}

	interface WrongTimeout {

		@PhoenixPush(topic = "room:lobby", event = "a", timeout = "soon")
		void push();

	}

	interface NegativeTimeout {

		@PhoenixPush(topic = "room:lobby", event = "a", timeout = "-2s")
		void push();

	}

}
