package io.phoenixchannels.annotation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

import io.phoenixchannels.listener.ListenerPushException;
import io.phoenixchannels.listener.PhoenixListenerErrorHandler;
import io.phoenixchannels.listener.PhoenixListenerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of the values that listener methods return.
 */
class ListenerResultTests {

	private ListenerContext context;

	@AfterEach
	void close() {
		this.context.close();
	}

	private List<String> pushes() {
		return this.context.client.calls().stream().filter((call) -> call.startsWith("send ")).toList();
	}

	private void deliver(String event, String json) {
		this.context.client.deliver("room:lobby", event, json);
	}

	@Test
	void valueIsPushedOnTheSameTopic() {
		this.context = ListenerContext.of(Answering.class);
		deliver("text", "{}");
		this.context.client.deliver("room:other", "any", "{}");
		assertThat(pushes()).containsExactly("send room:lobby answer hello", "send room:other default {a=1}");
		assertThat(this.context.client.failures()).isEmpty();
	}

	@Test
	void nullAndEmptyPushNothingAndAPresentOptionalItsValue() {
		this.context = ListenerContext.of(Answering.class);
		deliver("null", "{}");
		deliver("empty", "{}");
		deliver("present", "{}");
		assertThat(pushes()).containsExactly("send room:lobby answer there");
	}

	@Test
	void eventOfThePushIsResolved() {
		this.context = new ListenerContext().with(Resolved.class).property("the.event", "from-property").refresh();
		deliver("a", "{}");
		deliver("b", "{}");
		assertThat(pushes()).containsExactly("send room:lobby from-property x", "send room:lobby 3x x");
	}

	@Test
	void valueThatComesLaterIsPushedThen() {
		this.context = ListenerContext.of(Later.class);
		Later later = this.context.bean(Later.class);
		for (String event : List.of("future", "stage", "mono", "object", "object-mono")) {
			deliver(event, "{}");
			assertThat(pushes()).as(event).isEmpty();
			later.next().complete(event);
			assertThat(pushes()).containsExactly("send room:lobby answer " + event);
			this.context.client.clearCalls();
		}
		deliver("null", "{}");
		deliver("future", "{}");
		later.next().complete(null);
		deliver("mono", "{}");
		later.next().complete(null);
		assertThat(pushes()).isEmpty();
		assertThat(this.context.client.failures()).isEmpty();
	}

	@Test
	void valueOfNoNamedTypeIsAwaitedOnly() {
		this.context = ListenerContext.of(Later.class);
		deliver("anything", "{}");
		this.context.bean(Later.class).next().complete("x");
		assertThat(pushes()).isEmpty();
		assertThat(this.context.client.failures()).isEmpty();
	}

	@Test
	void failureThatComesLaterIsTheListeners() {
		this.context = ListenerContext.of(Later.class, ErrorHandlers.class);
		Later later = this.context.bean(Later.class);
		for (String event : List.of("future", "mono", "nothing", "mono-nothing", "anything")) {
			deliver(event, "{}");
			later.next().completeExceptionally(new IllegalStateException("on purpose"));
			assertThat(this.context.client.failures()).isEmpty();
			PhoenixListenerException failure = ErrorHandlers.handled.getAndSet(null);
			assertThat(failure)
				.hasMessageMatching("Listener .*Later\\..* failed on event '" + event + "' of topic 'room:lobby'")
				.cause()
				.isInstanceOf(IllegalStateException.class)
				.hasMessage("on purpose");
		}
	}

	@Test
	void failureThatComesLaterAndIsNotDealtWithGoesToTheClient() {
		this.context = ListenerContext.of(Later.class);
		deliver("future", "{}");
		this.context.bean(Later.class).next().completeExceptionally(new IllegalStateException("on purpose"));
		assertThat(this.context.client.failures()).singleElement().isInstanceOf(PhoenixListenerException.class);
	}

	@Test
	void pushThatFailsIsTheListenersFailureAndSaysWhichPush() {
		this.context = ListenerContext.of(Answering.class, ErrorHandlers.class);
		CompletableFuture<Void> sent = new CompletableFuture<>();
		this.context.client.sendWith(sent);
		deliver("text", "{}");
		assertThat(ErrorHandlers.handled).hasValue(null);
		sent.completeExceptionally(new IllegalStateException("the buffer is full"));
		assertThat(ErrorHandlers.handled.get())
			.hasMessageContaining("Answering.text failed on event 'text' of topic 'room:lobby'")
			.cause()
			.isInstanceOfSatisfying(ListenerPushException.class, (failure) -> {
				assertThat(failure.topic()).isEqualTo("room:lobby");
				assertThat(failure.event()).isEqualTo("answer");
			})
			.hasMessage("The value that the listener returned was not pushed as event 'answer' on topic 'room:lobby':"
					+ " the buffer is full")
			.hasRootCauseMessage("the buffer is full");
	}

	@SendTo("default")
	static class Answering {

		@PhoenixListener(topic = "room:lobby", event = "text")
		@SendTo("answer")
		String text() {
			return "hello";
		}

		@PhoenixListener(topic = "room:*", event = "any")
		Map<String, Integer> any() {
			return Map.of("a", 1);
		}

		@PhoenixListener(topic = "room:*", event = "any")
		void nothing() {
		}

		@PhoenixListener(topic = "room:lobby", event = "null")
		String nullText() {
			return null;
		}

		@PhoenixListener(topic = "room:lobby", event = "empty")
		Optional<String> empty() {
			return Optional.empty();
		}

		@PhoenixListener(topic = "room:lobby", event = "present")
		@SendTo("answer")
		Optional<String> present() {
			return Optional.of("there");
		}

	}

	static class Resolved {

		@PhoenixListener(topic = "room:lobby", event = "a")
		@SendTo("${the.event}")
		String a() {
			return "x";
		}

		@PhoenixListener(topic = "room:lobby", event = "b")
		@SendTo("#{1 + 2}x")
		String b() {
			return "x";
		}

	}

	static class Later {

		private final BlockingQueue<CompletableFuture<String>> begun = new LinkedBlockingQueue<>();

		private CompletableFuture<String> begin() {
			CompletableFuture<String> future = new CompletableFuture<>();
			this.begun.add(future);
			return future;
		}

		CompletableFuture<String> next() {
			return this.begun.remove();
		}

		@PhoenixListener(topic = "room:lobby", event = "future")
		@SendTo("answer")
		CompletableFuture<String> future() {
			return begin();
		}

		@PhoenixListener(topic = "room:lobby", event = "stage")
		@SendTo("answer")
		CompletionStage<Optional<String>> stage() {
			return begin().thenApply(Optional::ofNullable);
		}

		@PhoenixListener(topic = "room:lobby", event = "mono")
		@SendTo("answer")
		Mono<String> mono() {
			return Mono.fromFuture(begin());
		}

		@PhoenixListener(topic = "room:lobby", event = "object")
		@SendTo("answer")
		Object object() {
			return begin();
		}

		@PhoenixListener(topic = "room:lobby", event = "object-mono")
		@SendTo("answer")
		Object objectMono() {
			return Mono.fromFuture(begin());
		}

		@PhoenixListener(topic = "room:lobby", event = "nothing")
		CompletableFuture<Void> nothing() {
			return begin().thenAccept((value) -> {
			});
		}

		@PhoenixListener(topic = "room:lobby", event = "mono-nothing")
		Mono<Void> monoNothing() {
			return Mono.fromFuture(begin()).then();
		}

		@PhoenixListener(topic = "room:lobby", event = "anything")
		CompletableFuture<?> anything() {
			return begin();
		}

		@PhoenixListener(topic = "room:lobby", event = "null")
		CompletableFuture<Void> nullFuture() {
			return null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ErrorHandlers {

		static final AtomicReference<PhoenixListenerException> handled = new AtomicReference<>();

		@Bean
		PhoenixListenerErrorHandler errorHandler() {
			handled.set(null);
			return (message, failure) -> handled.set(failure);
		}

	}

}
