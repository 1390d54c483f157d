package io.phoenixchannels.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.listener.PhoenixListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners that are classes, with a handler for each event.
 */
class ClassListenerTests {

	private ListenerContext context;

	@AfterEach
	void close() {
		this.context.close();
	}

	private void deliver(String event) {
		this.context.client.deliver("room:lobby", event, "{\"body\":\"hi\"}");
	}

	@Test
	void handlersShareTopicIdAndLife() {
		this.context = ListenerContext.of(Room.class);
		Room room = this.context.bean(Room.class);
		for (String event : List.of("shout", "whisper", "mumble", "other")) {
			deliver(event);
		}
		assertThat(room.heard).containsExactly("shout hi in lobby", "quiet whisper", "quiet mumble");
		assertThat(this.context.registry().ids()).containsExactly("the-room");
		assertThat(this.context.registry().endpoint("the-room")).isInstanceOfSatisfying(PhoenixListenerEndpoint.class,
				(endpoint) -> {
					assertThat(endpoint.events()).containsExactlyInAnyOrder("shout", "whisper", "mumble", "ask",
							"ask_later", "fail");
					assertThat(endpoint.description()).isEqualTo(Room.class.getName());
				});
		this.context.registry().stop("the-room");
		deliver("shout");
		assertThat(room.heard).hasSize(3);
	}

	@Test
	void valuesArePushedAndAwaitedAndFailuresNameTheClassAndTheEvent() {
		this.context = ListenerContext.of(Room.class);
		deliver("ask");
		deliver("ask_later");
		assertThat(this.context.client.calls()).contains("send room:lobby answer now", "send room:lobby later then");
		deliver("fail");
		assertThat(this.context.client.failures()).singleElement()
			.isInstanceOf(PhoenixListenerException.class)
			.hasToString(PhoenixListenerException.class.getName() + ": Listener " + Room.class.getName()
					+ " failed on event 'fail' of topic 'room:lobby'");
	}

	@Test
	void defaultHandlerHearsWhatNoOtherDoes() {
		this.context = ListenerContext.of(WithDefault.class);
		deliver("shout");
		deliver("anything");
		assertThat(this.context.bean(WithDefault.class).heard).containsExactly("shout", "default anything");
		assertThat(this.context.registry().ids()).containsExactly("classListenerTests.WithDefault");
	}

	@Test
	void annotationMayBeInheritedComposedAndRepeatedAndMethodsMayBeListenersToo() {
		this.context = ListenerContext.of(Composed.class, Inheriting.class, Repeated.class);
		deliver("shout");
		this.context.client.deliver("room:other", "shout", "1");
		deliver("alone");
		assertThat(this.context.context.getBean("classListenerTests.Composed", Composed.class).heard)
			.containsExactly("shout");
		assertThat(this.context.bean(Inheriting.class).heard).containsExactly("own shout");
		assertThat(this.context.bean(Repeated.class).heard).containsExactly("shout", "shout", "alone");
	}

	record Shout(String body) {
	}

	@PhoenixListener(id = "the-room", topic = "room:{room}")
	@SendTo("answer")
	static class Room {

		final List<String> heard = new ArrayList<>();

		@PhoenixHandler("shout")
		void shout(Shout shout, @TopicVariable String room) {
			this.heard.add("shout " + shout.body() + " in " + room);
		}

		@PhoenixHandler(event = { "whisper", "#{'mumble'}" })
		void quiet(PhoenixMessage message) {
			this.heard.add("quiet " + message.event());
		}

		@PhoenixHandler(event = "ask")
		String ask() {
			return "now";
		}

		@PhoenixHandler(event = "ask_later")
		@SendTo("later")
		CompletableFuture<String> later() {
			return CompletableFuture.completedFuture("then");
		}

		@PhoenixHandler(event = "fail")
		void fail() {
			throw new IllegalStateException("on purpose");
		}

	}

	@PhoenixListener("room:lobby")
	static class WithDefault {

		final List<String> heard = new ArrayList<>();

		@PhoenixHandler("shout")
		void shout() {
			this.heard.add("shout");
		}

		@PhoenixHandler(isDefault = true)
		void other(PhoenixMessage message) {
			this.heard.add("default " + message.event());
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@PhoenixListener("room:lobby")
	@interface LobbyListener {

	}

	@LobbyListener
	static class Composed {

		final List<String> heard = new ArrayList<>();

		@PhoenixHandler("shout")
		void shout() {
			this.heard.add("shout");
		}

	}

	static class Inheriting extends Composed {

		@Override
		void shout() {
			this.heard.add("own shout");
		}

	}

	@PhoenixListener("room:lobby")
	@PhoenixListener("room:other")
	static class Repeated {

		final List<String> heard = new ArrayList<>();

		@PhoenixHandler("shout")
		void shout() {
			this.heard.add("shout");
		}

		@PhoenixListener(topic = "room:lobby", event = "alone")
		void alone() {
			this.heard.add("alone");
		}

	}

}
