package io.phoenixchannels.contract;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixPresence;
import io.phoenixchannels.client.ProtocolVersion;
import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.presence.PresenceState;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is there.
 */
class PresenceContractTests extends ContractSupport {

	private final BlockingQueue<PresenceChange> changes = new LinkedBlockingQueue<>();

	record Meta(String status) {
	}

	private PhoenixChannel join(TappedClient client, String user, String status) {
		PhoenixChannel channel = client.channel(topic("presence:lobby"));
		get(channel.join(Map.of("user", user, "meta", new Meta(status))));
		return channel;
	}

	private PhoenixPresence follow(TappedClient client) {
		PhoenixPresence presence = client.channel(topic("presence:lobby")).presence();
		presence.onChange(this.changes::add);
		return presence;
	}

	private <T extends PresenceChange> T change(Class<T> type) {
		while (true) {
			PresenceChange change = next(this.changes);
			if (type.isInstance(change)) {
				return type.cast(change);
			}
		}
	}

	@BothVersions
	void ourOwnDiffBeforeTheStateIsToldOnce(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixPresence presence = follow(client);
		join(client, "constructor", "online");
		PresenceChange.Joined joined = change(PresenceChange.Joined.class);
		assertThat(joined.key()).isEqualTo("constructor");
		assertThat(joined.isFirst()).isTrue();
		assertThat(presence.read(joined.joined().get(0), Meta.class)).isEqualTo(new Meta("online"));
		assertThat(change(PresenceChange.Synced.class).state().entries()).containsOnlyKeys("constructor");
		assertThat(client.tap().frames()).filteredOn(TappedFrame::incoming)
			.extracting(TappedFrame::event)
			.contains("presence_state", "presence_diff");
		PhoenixChannel channel = client.channel(topic("presence:lobby"));
		get(channel.push("update", new Meta("busy")));
		// Nobody joined a second time in between.
		PresenceChange next;
		do {
			next = next(this.changes);
		}
		while (next instanceof PresenceChange.Synced);
		assertThat(next).isInstanceOf(PresenceChange.Updated.class);
	}

	@BothVersions
	void othersAreSeenToJoinChangeAndLeave(ProtocolVersion version) {
		TappedClient alice = connect(version);
		PhoenixPresence presence = follow(alice);
		join(alice, "alice", "online");
		change(PresenceChange.Synced.class);
		TappedClient bob = connect(version);
		PhoenixChannel bobs = join(bob, "bob", "away");
		PresenceChange.Joined joined = change(PresenceChange.Joined.class);
		if (joined.key().equals("alice")) {
			joined = change(PresenceChange.Joined.class);
		}
		assertThat(joined.key()).isEqualTo("bob");
		get(bobs.push("update", new Meta("busy")));
		PresenceChange.Updated updated = change(PresenceChange.Updated.class);
		assertThat(updated.key()).isEqualTo("bob");
		assertThat(updated.after().previousRef()).isEqualTo(updated.before().ref());
		assertThat(presence.read(updated.after(), Meta.class)).isEqualTo(new Meta("busy"));
		get(bobs.leave());
		PresenceChange.Left left = change(PresenceChange.Left.class);
		assertThat(left.key()).isEqualTo("bob");
		assertThat(left.isLast()).isTrue();
		assertThat(change(PresenceChange.Synced.class).state().entries()).containsOnlyKeys("alice");
	}

	@BothVersions
	void oneOfTwoPresencesOfAKeyLeaves(ProtocolVersion version) {
		TappedClient desk = connect(version);
		follow(desk);
		join(desk, "alice", "desk");
		change(PresenceChange.Joined.class);
		TappedClient phone = connect(version);
		PhoenixChannel phones = join(phone, "alice", "phone");
		PresenceChange.Joined joined = change(PresenceChange.Joined.class);
		assertThat(joined.isFirst()).isFalse();
		assertThat(joined.entry().metas()).hasSize(2);
		get(phones.leave());
		PresenceChange.Left left = change(PresenceChange.Left.class);
		assertThat(left.isLast()).isFalse();
		assertThat(left.left()).hasSize(1);
		assertThat(left.entry().metas()).hasSize(1);
	}

	@BothVersions
	void theStateIsTheServersOwn(ProtocolVersion version) {
		TappedClient alice = connect(version);
		PhoenixPresence presence = follow(alice);
		join(alice, "alice", "online");
		join(connect(version), "bob", "away");
		join(connect(version), "__proto__", "odd");
		Awaitility.await().atMost(PATIENCE).until(() -> presence.state().size() == 3);
		assertThat(presence.state().entries().keySet())
			.isEqualTo(this.admin.presence(topic("presence:lobby")).propertyNames());
	}

	@BothVersions
	void presenceIsCompleteAgainAfterABreak(ProtocolVersion version) {
		TappedClient alice = connect(version);
		PhoenixPresence presence = follow(alice);
		join(alice, "alice", "online");
		TappedClient bob = connect(version, (builder) -> builder.param("user_id", "bob-" + user()));
		join(bob, "bob", "away");
		Awaitility.await().atMost(PATIENCE).until(() -> presence.state().size() == 2);
		PresenceState before = presence.state();
		alice.tap().unreachable(true);
		alice.tap().end(1006);
		get(bob.channel(topic("presence:lobby")).leave());
		Awaitility.await().atMost(PATIENCE).until(() -> !this.admin.presence(topic("presence:lobby")).has("bob"));
		assertThat(presence.state()).isEqualTo(before);
		this.changes.clear();
		alice.tap().unreachable(false);
		// Alice has a new presence of her own, so she may be told to leave, too.
		PresenceChange.Left left = change(PresenceChange.Left.class);
		if (left.key().equals("alice")) {
			left = change(PresenceChange.Left.class);
		}
		assertThat(left.key()).isEqualTo("bob");
		Awaitility.await().atMost(PATIENCE).until(() -> presence.state().entries().containsKey("alice"));
		assertThat(presence.state().entries()).containsOnlyKeys("alice");
	}

}
