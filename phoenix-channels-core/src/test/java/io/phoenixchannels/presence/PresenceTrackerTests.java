package io.phoenixchannels.presence;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.protocol.JsonPayload;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

class PresenceTrackerTests {

	private final PresenceTracker tracker = new PresenceTracker();

	private static JsonPayload json(String text) {
		return new JsonPayload(text.replace('\'', '"'));
	}

	private static JsonPayload diff(String joins, String leaves) {
		return json("{'joins':" + joins + ",'leaves':" + leaves + "}");
	}

	private static PresenceMeta meta(String ref) {
		return new PresenceMeta(ref, null, json("{'phx_ref':'" + ref + "'}"));
	}

	private static String entry(String key, String... refs) {
		StringBuilder metas = new StringBuilder();
		for (String ref : refs) {
			metas.append(metas.isEmpty() ? "" : ",").append("{'phx_ref':'").append(ref).append("'}");
		}
		return "'" + key + "':{'metas':[" + metas + "]}";
	}

	private static PresenceEntry present(String... refs) {
		return new PresenceEntry(List.of(refs).stream().map(PresenceTrackerTests::meta).toList(), Map.of());
	}

	private PresenceChange.Synced synced() {
		return new PresenceChange.Synced(this.tracker.state());
	}

	@Test
	void theFirstStateIsAllJoins() {
		this.tracker.joined();
		List<PresenceChange> changes = this.tracker
			.state(json("{" + entry("a", "1", "2") + "," + entry("b", "3") + "}"));
		assertThat(changes).containsExactly(
				new PresenceChange.Joined("a", present("1", "2"), List.of(meta("1"), meta("2"))),
				new PresenceChange.Joined("b", present("3"), List.of(meta("3"))), synced());
		assertThat(this.tracker.state().entries()).containsOnlyKeys("a", "b");
	}

	@Test
	void diffsBeforeTheStateWaitForItAndAreAppliedInOrder() {
		this.tracker.joined();
		assertThat(this.tracker.diff(diff("{" + entry("a", "1") + "}", "{}"))).isEmpty();
		assertThat(this.tracker.diff(diff("{}", "{" + entry("b", "2") + "}"))).isEmpty();
		assertThat(this.tracker.isSynced()).isFalse();
		List<PresenceChange> changes = this.tracker.state(json("{" + entry("a", "1") + "," + entry("b", "2") + "}"));
		assertThat(changes).containsExactly(new PresenceChange.Joined("a", present("1"), List.of(meta("1"))),
				new PresenceChange.Joined("b", present("2"), List.of(meta("2"))),
				new PresenceChange.Left("b", present(), List.of(meta("2"))), synced());
	}

	@Test
	void diffsOfAJoinThatWasNotSeenAreNotKept() {
		assertThat(this.tracker.diff(diff("{" + entry("ghost", "1") + "}", "{}"))).isEmpty();
		this.tracker.state(json("{" + entry("a", "2") + "}"));
		assertThat(this.tracker.state().entries()).containsOnlyKeys("a");
	}

	@Test
	void diffsHeldBackForAnEarlierJoinAreForgotten() {
		this.tracker.joined();
		this.tracker.diff(diff("{" + entry("ghost", "1") + "}", "{}"));
		this.tracker.joined();
		this.tracker.state(json("{}"));
		assertThat(this.tracker.state()).isEqualTo(PresenceState.EMPTY);
	}

	@Test
	void aSecondPresenceOfAKeyIsAddedBehindTheFirst() {
		this.tracker.state(json("{" + entry("a", "1") + "}"));
		assertThat(this.tracker.diff(diff("{" + entry("a", "2") + "}", "{}")))
			.containsExactly(new PresenceChange.Joined("a", present("1", "2"), List.of(meta("2"))), synced());
		assertThat(this.tracker.diff(diff("{}", "{" + entry("a", "1") + "}")))
			.containsExactly(new PresenceChange.Left("a", present("2"), List.of(meta("1"))), synced());
	}

	@Test
	void aJoinThatIsKnownAlreadyIsNoJoinTwice() {
		this.tracker.state(json("{" + entry("a", "1") + "}"));
		this.tracker.diff(diff("{" + entry("a", "1") + "}", "{}"));
		assertThat(this.tracker.state().entries()).isEqualTo(Map.of("a", present("1")));
	}

	@Test
	void anUpdateIsOneChangeWithBeforeAndAfter() {
		this.tracker.state(json("{" + entry("a", "1", "2") + "}"));
		PresenceMeta after = new PresenceMeta("3", "1", json("{'phx_ref':'3','phx_ref_prev':'1'}"));
		List<PresenceChange> changes = this.tracker
			.diff(diff("{'a':{'metas':[{'phx_ref':'3','phx_ref_prev':'1'}]}}", "{" + entry("a", "1") + "}"));
		PresenceEntry now = new PresenceEntry(List.of(meta("2"), after), Map.of());
		assertThat(changes).containsExactly(new PresenceChange.Updated("a", now, meta("1"), after), synced());
		assertThat(this.tracker.state().entries()).isEqualTo(Map.of("a", now));
	}

	@Test
	void aStateAfterABreakTellsOnlyWhatChanged() {
		this.tracker.state(json("{" + entry("a", "1") + "," + entry("b", "2", "3") + "," + entry("c", "4") + "}"));
		this.tracker.joined();
		assertThat(this.tracker.state().entries()).containsOnlyKeys("a", "b", "c");
		assertThat(
				this.tracker.state(json("{" + entry("a", "1") + "," + entry("b", "3") + "," + entry("d", "5") + "}")))
			.containsExactly(new PresenceChange.Joined("d", present("5"), List.of(meta("5"))),
					new PresenceChange.Left("b", present("3"), List.of(meta("2"))),
					new PresenceChange.Left("c", present(), List.of(meta("4"))), synced());
	}

	@Test
	void aLeaveOfSomebodyUnknownChangesNothing() {
		this.tracker.state(json("{}"));
		assertThat(this.tracker.diff(diff("{}", "{" + entry("nobody", "1") + "}"))).containsExactly(synced());
	}

	@Test
	void keysAndExtrasAreArbitraryText() {
		this.tracker.state(json(
				"{'constructor':{'user':{'name':'x'},'metas':[{'phx_ref':'1'}]},'__proto__':{'metas':[{'phx_ref':'2'}]}}"));
		assertThat(this.tracker.state().entries()).containsOnlyKeys("constructor", "__proto__");
		assertThat(this.tracker.state().entries().get("constructor").extras())
			.isEqualTo(Map.of("user", json("{'name':'x'}")));
	}

	@Test
	void whatCannotBeReadChangesNothing() {
		this.tracker.state(json("{" + entry("a", "1") + "}"));
		for (String broken : List.of("[]", "{'a':1}", "{'a':{'metas':{}}}", "{'a':{'metas':[{}]}}", "{")) {
			assertThatExceptionOfType(CodecException.class).isThrownBy(() -> this.tracker.state(json(broken)));
			assertThatExceptionOfType(CodecException.class).isThrownBy(() -> this.tracker.diff(diff(broken, "{}")));
		}
		assertThat(this.tracker.state().entries()).isEqualTo(Map.of("a", present("1")));
	}

	@Test
	void statesAreSnapshots() {
		this.tracker.state(json("{" + entry("a", "1") + "}"));
		PresenceState before = this.tracker.state();
		this.tracker.diff(diff("{" + entry("b", "2") + "}", "{}"));
		assertThat(before.entries()).containsOnlyKeys("a");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> before.entries().clear());
	}

	@Test
	void keyWithoutPresencesIsNobody() {
		this.tracker.joined();
		this.tracker.state(json("{'a':{'metas':[]}}"));
		assertThat(this.tracker.diff(diff("{'b':{'metas':[]},'c':{}}", "{}"))).containsExactly(synced());
		assertThat(this.tracker.state()).isEqualTo(PresenceState.EMPTY);
	}

	@Test
	void presenceThatReplacesItselfLeaves() {
		this.tracker.state(json("{}"));
		List<PresenceChange> changes = this.tracker
			.diff(diff("{'a':{'metas':[{'phx_ref':'1','phx_ref_prev':'1'}]}}", "{" + entry("a", "1") + "}"));
		assertThat(changes).hasSize(3)
			.first()
			.isInstanceOfSatisfying(PresenceChange.Joined.class, (joined) -> assertThat(joined.isFirst()).isTrue());
		assertThat(changes.get(1)).isInstanceOf(PresenceChange.Left.class);
		assertThat(this.tracker.state()).isEqualTo(PresenceState.EMPTY);
	}

	@Test
	void hundredThousandUpdatesOfOneKeyTakeLinearTime() {
		int count = 100_000;
		StringBuilder old = new StringBuilder();
		StringBuilder updated = new StringBuilder();
		for (int i = 0; i < count; i++) {
			String comma = (i > 0) ? "," : "";
			old.append(comma).append("{'phx_ref':'").append(i).append("'}");
			updated.append(comma).append("{'phx_ref':'u").append(i).append("','phx_ref_prev':'").append(i).append("'}");
		}
		String before = "{'a':{'metas':[" + old + "]}}";
		String after = "{'a':{'metas':[" + updated + "]}}";
		assertTimeout(Duration.ofSeconds(20), () -> {
			this.tracker.state(json(before));
			assertThat(this.tracker.diff(diff(after, before))).hasSize(count + 1);
		});
		assertThat(this.tracker.state().entries().get("a").metas()).hasSize(count)
			.noneMatch((meta) -> meta.previousRef() == null);
	}

	@Test
	void diffsThatNoStateFollowsDoNotPileUp() {
		this.tracker.joined();
		for (int i = 0; i < 1500; i++) {
			assertThat(this.tracker.diff(diff("{" + entry("k" + i, "1") + "}", "{}"))).isEmpty();
		}
		this.tracker.state(json("{}"));
		assertThat(this.tracker.state().entries()).hasSize(1000)
			.containsKeys("k500", "k1499")
			.doesNotContainKey("k499");
	}

	@Test
	void longDiffsThatNoStateFollowsDoNotPileUpEither() {
		this.tracker.joined();
		String padding = " ".repeat(1024 * 1024);
		for (int i = 0; i < 20; i++) {
			this.tracker.diff(diff("{" + entry("k" + i, "1") + "}", padding + "{}"));
		}
		this.tracker.state(json("{}"));
		assertThat(this.tracker.state().entries()).hasSize(15).containsKey("k19");
	}

}
