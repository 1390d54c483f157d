package io.phoenixchannels.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.event.PhoenixChannelClosedEvent;
import io.phoenixchannels.event.PhoenixChannelErroredEvent;
import io.phoenixchannels.event.PhoenixChannelEvent;
import io.phoenixchannels.event.PhoenixChannelJoinRejectedEvent;
import io.phoenixchannels.event.PhoenixChannelJoinedEvent;
import io.phoenixchannels.event.PhoenixEvent;
import io.phoenixchannels.event.PhoenixGapEvent;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.session.Notice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a listener of channels hears, and what it gets.
 */
class PhoenixChannelListenerTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private static final Notice.Gap GAP = new Notice.Gap("room:a", NOW, NOW.plusSeconds(5));

	private static final Notice.ChannelErrored ERRORED = new Notice.ChannelErrored("room:a", "crashed", NOW);

	private static final Notice.ChannelClosed CLOSED = new Notice.ChannelClosed("room:a", true);

	private static final Notice.ChannelJoined JOINED = new Notice.ChannelJoined("room:a", 1,
			new Reply("ok", Payload.json("{\"size\":3}")), true);

	private static final Notice.JoinRejected REJECTED = new Notice.JoinRejected("room:a",
			new Reply("error", Payload.json("{\"reason\":\"full\"}")), null);

	private ListenerContext context;

	@AfterEach
	void close() {
		if (this.context != null) {
			this.context.close();
		}
	}

	private void announceAll() {
		List.of(JOINED, REJECTED, ERRORED, GAP, CLOSED)
			.forEach((notice) -> this.context.client.announce("room:a", notice));
	}

	@Test
	void typeOfTheParameterSaysWhatIsHeard() {
		this.context = ListenerContext.of(Listener.class);
		announceAll();
		Listener listener = this.context.bean(Listener.class);
		assertThat(listener.single).hasSize(5);
		assertThat(listener.single.get(0)).isInstanceOfSatisfying(PhoenixChannelJoinedEvent.class, (joined) -> {
			assertThat(joined.client()).isEqualTo("default");
			assertThat(joined.topic()).isEqualTo("room:a");
			assertThat(joined.rejoin()).isTrue();
			assertThat(joined.reply().response(Size.class)).isEqualTo(new Size(3));
		});
		assertThat(listener.single.get(1)).isInstanceOfSatisfying(PhoenixChannelJoinRejectedEvent.class, (rejected) -> {
			assertThat(rejected.reply().reason()).isEqualTo("full");
			assertThat(rejected.nextAttempt()).isNull();
		});
		assertThat(listener.single.subList(2, 5)).containsExactly(
				new PhoenixChannelErroredEvent("default", "room:a", "crashed", NOW),
				new PhoenixGapEvent("default", "room:a", NOW, NOW.plusSeconds(5)),
				new PhoenixChannelClosedEvent("default", "room:a", true));
		assertThat(listener.all).hasToString(listener.single.toString());
		assertThat(listener.supertype).hasToString(listener.single.toString());
		assertThat(this.context.client.failures()).isEmpty();
	}

	@Test
	void joinsNothing() {
		this.context = ListenerContext.of(ExactListener.class);
		assertThat(this.context.client.calls()).containsExactly("observe room:a");
		assertThat(this.context.registry().topics("default")).isEmpty();
	}

	@Test
	void otherParametersAreResolved() {
		this.context = ListenerContext.of(PatternListener.class);
		this.context.client.announce("room:a", GAP);
		assertThat(this.context.bean(PatternListener.class).heard).containsExactly("a on room:a");
	}

	@Test
	void whatMatchesSeveralTopicsIsHeardOnceAndOnItsClientOnly() {
		this.context = ListenerContext.of(OverlappingListener.class);
		this.context.alerts.announce("room:a", GAP);
		this.context.client.announce("room:a", GAP);
		assertThat(this.context.bean(OverlappingListener.class).heard)
			.containsExactly(new PhoenixGapEvent("alerts", "room:a", NOW, NOW.plusSeconds(5)));
	}

	@Test
	void composedAnnotationIsFoundAndStopsAndStartsById() {
		this.context = ListenerContext.of(ComposedListener.class);
		this.context.client.announce("room:a", GAP);
		this.context.registry().stop("gaps");
		this.context.client.announce("room:a", GAP);
		this.context.registry().start("gaps");
		this.context.client.announce("room:a", GAP);
		assertThat(this.context.bean(ComposedListener.class).count).isEqualTo(2);
	}

	@Test
	void failureNamesTheListenerTheEventAndTheTopic() {
		this.context = ListenerContext.of(FailingListener.class);
		this.context.client.announce("room:a", GAP);
		assertThat(this.context.client.failures()).singleElement()
			.satisfies((failure) -> assertThat(failure)
				.hasMessage("Listener " + FailingListener.class.getName()
						+ ".on failed on PhoenixGapEvent of topic 'room:a'")
				.hasRootCauseMessage("on purpose"));
	}

	record Size(int size) {
	}

	static class Listener {

		private final List<Object> single = new ArrayList<>();

		private final List<Object> all = new ArrayList<>();

		private final List<Object> supertype = new ArrayList<>();

		@PhoenixChannelListener("room:a")
		void joined(PhoenixChannelJoinedEvent event) {
			this.single.add(event);
		}

		@PhoenixChannelListener("room:a")
		void rejected(PhoenixChannelJoinRejectedEvent event) {
			this.single.add(event);
		}

		@PhoenixChannelListener("room:a")
		void errored(PhoenixChannelErroredEvent event) {
			this.single.add(event);
		}

		@PhoenixChannelListener("room:a")
		void closed(PhoenixChannelClosedEvent event) {
			this.single.add(event);
		}

		@PhoenixChannelListener("room:a")
		void gap(PhoenixGapEvent event) {
			this.single.add(event);
		}

		@PhoenixChannelListener("room:*")
		void all(PhoenixChannelEvent event) {
			this.all.add(event);
		}

		@PhoenixChannelListener("room:*")
		void supertype(PhoenixEvent event) {
			this.supertype.add(event);
		}

	}

	static class ExactListener {

		@PhoenixChannelListener("room:a")
		void on(PhoenixGapEvent event) {
		}

	}

	static class PatternListener {

		private final List<String> heard = new ArrayList<>();

		@PhoenixChannelListener("room:{room}")
		void on(@TopicVariable String room, PhoenixGapEvent event, PhoenixChannel channel) {
			this.heard.add(room + " on " + channel.topic());
		}

	}

	static class OverlappingListener {

		private final List<Object> heard = new ArrayList<>();

		@PhoenixChannelListener(topic = { "room:*", "room:a", "*" }, client = "alerts")
		void on(PhoenixGapEvent event) {
			this.heard.add(event);
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@PhoenixChannelListener(id = "gaps")
	@interface Gaps {

		@AliasFor(annotation = PhoenixChannelListener.class, attribute = "topic")
		String[] value();

	}

	static class ComposedListener {

		private int count;

		@Gaps("room:a")
		void on(PhoenixGapEvent event) {
			this.count++;
		}

	}

	static class FailingListener {

		@PhoenixChannelListener("room:a")
		void on(PhoenixGapEvent event) {
			throw new IllegalStateException("on purpose");
		}

	}

}
