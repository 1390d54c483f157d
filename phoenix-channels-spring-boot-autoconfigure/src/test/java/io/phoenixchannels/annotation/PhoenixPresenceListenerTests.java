package io.phoenixchannels.annotation;

import java.util.ArrayList;
import java.util.List;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixPresence;
import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.presence.PresenceState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a listener of presence hears, and what it gets.
 */
class PhoenixPresenceListenerTests {

	private static final String ALICE = "{\"alice\":{\"metas\":[{\"phx_ref\":\"1\",\"status\":\"here\"}]}}";

	private static final String BUSY = "{\"joins\":{\"alice\":{\"metas\":[{\"phx_ref\":\"2\",\"phx_ref_prev\":\"1\"}]}},"
			+ "\"leaves\":" + ALICE + "}";

	private static final String BOB = "{\"joins\":{\"bob\":{\"metas\":[{\"phx_ref\":\"3\"}]}},\"leaves\":{}}";

	private static final String NO_BOB = "{\"joins\":{},\"leaves\":{\"bob\":{\"metas\":[{\"phx_ref\":\"3\"}]}}}";

	private ListenerContext context;

	@AfterEach
	void close() {
		if (this.context != null) {
			this.context.close();
		}
	}

	private void play(String topic) {
		this.context.client.deliver(topic, "presence_state", ALICE);
		this.context.client.deliver(topic, "presence_diff", BUSY);
		this.context.client.deliver(topic, "presence_diff", BOB);
		this.context.client.deliver(topic, "presence_diff", NO_BOB);
		assertThat(this.context.client.failures()).isEmpty();
	}

	@Test
	void typeOfTheParameterSaysWhatIsHeard() {
		this.context = ListenerContext.of(Listener.class);
		play("room:a");
		Listener listener = this.context.bean(Listener.class);
		assertThat(listener.heard).containsExactly("joined alice", "updated alice", "joined bob", "left bob");
		assertThat(listener.states).extracting((state) -> state.entries().keySet().toString())
			.containsExactly("[alice]", "[alice]", "[alice, bob]", "[alice]");
		assertThat(listener.synced).isEqualTo(listener.states);
		assertThat(listener.all).hasSize(8);
	}

	@Test
	void exactTopicIsJoinedAfterItsPresenceIsFollowed() {
		this.context = ListenerContext.of(ExactListener.class);
		assertThat(this.context.client.calls()).containsExactly("on room:a phx_reply", "on room:a presence_state",
				"on room:a presence_diff", "observe room:a", "subscribe room:a");
		assertThat(this.context.registry().topics("default")).containsExactly("room:a");
	}

	@Test
	void patternJoinsNothingAndOtherParametersAreResolved() {
		this.context = ListenerContext.of(PatternListener.class);
		assertThat(this.context.client.calls()).noneMatch((call) -> call.startsWith("subscribe"));
		this.context.client.deliver("room:a", "presence_state", ALICE);
		this.context.client.deliver("room:b", "presence_state", ALICE);
		assertThat(this.context.bean(PatternListener.class).heard).containsExactly("a room:a room:a here",
				"b room:b room:b here");
	}

	@Test
	void whatMatchesSeveralTopicsIsHeardOnce() {
		this.context = ListenerContext.of(OverlappingListener.class);
		this.context.client.deliver("room:a", "presence_state", ALICE);
		assertThat(this.context.bean(OverlappingListener.class).count).isEqualTo(1);
	}

	@Test
	void failureNamesTheListenerTheChangeAndTheTopic() {
		this.context = ListenerContext.of(FailingListener.class);
		this.context.client.deliver("room:a", "presence_state", ALICE);
		assertThat(this.context.client.failures()).singleElement()
			.satisfies((failure) -> assertThat(failure).hasMessage("Listener " + FailingListener.class.getName()
					+ ".on failed on presence change Joined of topic 'room:a'"));
	}

	record Meta(String status) {
	}

	static class Listener {

		private final List<String> heard = new ArrayList<>();

		private final List<PresenceState> synced = new ArrayList<>();

		private final List<PresenceState> states = new ArrayList<>();

		private final List<PresenceChange> all = new ArrayList<>();

		@PhoenixPresenceListener("room:a")
		void joined(PresenceChange.Joined joined) {
			this.heard.add("joined " + joined.key());
		}

		@PhoenixPresenceListener("room:a")
		void left(PresenceChange.Left left) {
			this.heard.add("left " + left.key());
		}

		@PhoenixPresenceListener("room:a")
		void updated(PresenceChange.Updated updated) {
			this.heard.add("updated " + updated.key());
		}

		@PhoenixPresenceListener("room:a")
		void synced(PresenceChange.Synced synced) {
			this.synced.add(synced.state());
		}

		@PhoenixPresenceListener("room:a")
		void state(PresenceState state) {
			this.states.add(state);
		}

		@PhoenixPresenceListener("room:a")
		void all(PresenceChange change) {
			this.all.add(change);
		}

	}

	static class ExactListener {

		@PhoenixPresenceListener("room:a")
		void on(PresenceState state) {
		}

	}

	static class PatternListener {

		private final List<String> heard = new ArrayList<>();

		@PhoenixPresenceListener("room:{room}")
		void on(@TopicVariable String room, PresenceChange.Joined joined, PhoenixPresence presence,
				PhoenixChannel channel) {
			this.heard.add(room + " " + presence.topic() + " " + channel.topic() + " "
					+ presence.read(joined.joined().get(0), Meta.class).status());
		}

	}

	static class OverlappingListener {

		private int count;

		@PhoenixPresenceListener({ "room:*", "room:a" })
		void on(PresenceState state) {
			this.count++;
		}

	}

	static class FailingListener {

		@PhoenixPresenceListener("room:a")
		void on(PresenceChange.Joined joined) {
			throw new IllegalStateException("on purpose");
		}

	}

}
