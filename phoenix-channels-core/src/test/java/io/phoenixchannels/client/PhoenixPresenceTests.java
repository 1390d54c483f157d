package io.phoenixchannels.client;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.presence.PresenceState;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class PhoenixPresenceTests extends ClientTestSupport {

	private final BlockingQueue<PresenceChange> changes = new LinkedBlockingQueue<>();

	record Meta(String status) {
	}

	private void startPresenceServer() {
		this.server.close();
		this.server = EmbeddedPhoenixServer.builder().channel("presence:*", (channel) -> channel.onJoin((join) -> {
			join.afterJoin((joined) -> {
				joined.presence().track(join.params().path("user").asString(), Map.of("status", "online"));
				joined.presence().pushState();
			});
			join.ok();
		}).on("update", (push) -> {
			push.channel().presence().update("bob", push.payload());
			push.ok();
		})).start();
	}

	@ParameterizedTest
	@EnumSource(ProtocolVersion.class)
	void presenceFollowsJoinsUpdatesLeavesAndSurvivesABreak(ProtocolVersion version) throws Exception {
		startPresenceServer();
		connected(builder().protocolVersion(version));
		PhoenixChannel lobby = this.client.channel("presence:lobby");
		PhoenixPresence presence = lobby.presence();
		assertThat(lobby.presence()).isSameAs(presence);
		presence.onChange(this.changes::add);
		get(lobby.join(Map.of("user", "constructor")));
		PresenceChange.Joined own = change(PresenceChange.Joined.class);
		assertThat(own.key()).isEqualTo("constructor");
		assertThat(own.isFirst()).isTrue();
		assertThat(presence.read(own.joined().get(0), Meta.class)).isEqualTo(new Meta("online"));
		change(PresenceChange.Synced.class);
		assertThat(presence.isSynced()).isTrue();
		try (PhoenixClient bob = builder().protocolVersion(version).build()) {
			bob.connect();
			PhoenixChannel bobs = bob.channel("presence:lobby");
			get(bobs.join(Map.of("user", "bob")));
			assertThat(change(PresenceChange.Joined.class).key()).isEqualTo("bob");
			get(bobs.push("update", Map.of("status", "busy")));
			PresenceChange.Updated updated = change(PresenceChange.Updated.class);
			assertThat(updated.key()).isEqualTo("bob");
			assertThat(updated.after().previousRef()).isEqualTo(updated.before().ref());
			assertThat(presence.read(updated.after(), Meta.class)).isEqualTo(new Meta("busy"));
		}
		PresenceChange.Left left = change(PresenceChange.Left.class);
		assertThat(left.key()).isEqualTo("bob");
		assertThat(left.isLast()).isTrue();
		change(PresenceChange.Synced.class);
		PresenceState before = presence.state();
		assertThat(before.entries()).containsOnlyKeys("constructor");
		this.changes.clear();
		this.server.kill();
		// Our own presence is a new one after the break, which is all there is to tell.
		PresenceChange.Synced synced = change(PresenceChange.Synced.class);
		assertThat(synced.state().entries()).containsOnlyKeys("constructor");
		assertThat(before.entries().get("constructor").metas())
			.isNotEqualTo(synced.state().entries().get("constructor").metas());
		presence.close();
		assertThat(lobby.presence()).isNotSameAs(presence);
	}

	@Test
	void topicsOfAPatternAreFollowedFromTheirJoinUntilTheyAreLeft() throws Exception {
		startPresenceServer();
		connected();
		BlockingQueue<String> told = new LinkedBlockingQueue<>();
		PhoenixRegistration registration = this.client.onPresence(TopicPattern.parse("presence:*"),
				(presence, change) -> {
					told.add(presence.topic() + " " + presence.state().entries().keySet());
					this.changes.add(change);
				});
		get(this.client.join("presence:a", Map.of("user", "alice")));
		assertThat(change(PresenceChange.Joined.class).key()).isEqualTo("alice");
		change(PresenceChange.Synced.class);
		assertThat(next(told)).isEqualTo("presence:a [alice]");
		get(this.client.leave("presence:a"));
		this.changes.clear();
		get(this.client.join("presence:a", Map.of("user", "alice")));
		PresenceChange.Joined again = change(PresenceChange.Joined.class);
		assertThat(again.isFirst()).as("nobody is there after a leave").isTrue();
		change(PresenceChange.Synced.class);
		told.clear();
		get(this.client.join("presence:b", Map.of("user", "bob")));
		assertThat(next(told)).isEqualTo("presence:b [bob]");
		change(PresenceChange.Synced.class);
		registration.close();
		get(this.client.join("presence:c", Map.of("user", "carol")));
		PhoenixPresence c = this.client.channel("presence:b").presence();
		this.server.kill();
		Awaitility.await().atMost(PATIENCE).until(c::isSynced);
		assertThat(this.changes).isEmpty();
	}

	@Test
	void failedCallbackIsCountedAndTheOthersAreTold() throws Exception {
		startPresenceServer();
		connected();
		PhoenixChannel lobby = this.client.channel("presence:lobby");
		lobby.presence().onJoin((joined) -> {
			throw new IllegalStateException("on purpose");
		});
		lobby.presence().onChange(this.changes::add);
		get(lobby.join(Map.of("user", "alice")));
		assertThat(change(PresenceChange.Joined.class).key()).isEqualTo("alice");
		change(PresenceChange.Synced.class);
		assertThat(notice(Notice.HandlerFailed.class).failure()).hasMessage("on purpose");
		assertThat(this.client.counters().handlerFailures()).isEqualTo(1);
	}

	private <T extends PresenceChange> T change(Class<T> type) throws InterruptedException {
		while (true) {
			PresenceChange change = next(this.changes);
			if (type.isInstance(change)) {
				return type.cast(change);
			}
		}
	}

}
