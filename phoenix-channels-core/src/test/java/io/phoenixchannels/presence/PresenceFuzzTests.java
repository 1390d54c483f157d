package io.phoenixchannels.presence;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.protocol.Payload;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tracker against whatever a fuzzer makes of states and diffs, one a line: who
 * follows the changes must arrive at the state. See {@code docs/security.md}.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS, threadMode = ThreadMode.SAME_THREAD)
class PresenceFuzzTests {

	static Stream<byte[]> statesAndDiffs() {
		return Stream
			.of("""
					j
					d{"joins":{"a":{"metas":[{"phx_ref":"0"}]}},"leaves":{}}
					s{"a":{"metas":[{"phx_ref":"1"},{"phx_ref":"2"}],"user":{"name":"n"}},"b":{"metas":[{"phx_ref":"3"}]}}
					d{"joins":{"a":{"metas":[{"phx_ref":"4","phx_ref_prev":"1"}]}},"leaves":{"a":{"metas":[{"phx_ref":"1"}]}}}
					d{"joins":{},"leaves":{"b":{"metas":[{"phx_ref":"3"}]}}}
					j
					s{"c":{"metas":[{"phx_ref":"\\u0041"}]}}
					""",
					"""
							s{}
							d{"joins":{"k":{"metas":[{"phx_ref":"1"}]}},"leaves":{"k":{"metas":[{"phx_ref":"0"},{"phx_ref":"1"}]}}}
							s{"k":{"metas":[]}}
							""",
					"""
							j
							s{"k":{"metas":[{"phx_ref":"1"}]}}
							d{"leaves":{"k":{"metas":[{"phx_ref":"1"},{"phx_ref":"7"}]}}}
							""")
			.map((text) -> text.getBytes(StandardCharsets.UTF_8));
	}

	@MethodSource
	@FuzzTest
	void statesAndDiffs(byte[] input) {
		PresenceTracker tracker = new PresenceTracker();
		Map<String, Set<String>> followed = new HashMap<>();
		for (String line : new String(input, StandardCharsets.UTF_8).split("\n")) {
			if (line.isEmpty()) {
				continue;
			}
			if (line.charAt(0) == 'j') {
				tracker.joined();
				continue;
			}
			PresenceState before = tracker.state();
			boolean synced = tracker.isSynced();
			Payload.json(line);
			List<PresenceChange> changes;
			try {
				changes = (line.charAt(0) == 's') ? tracker.state(Payload.json(line.substring(1)))
						: tracker.diff(Payload.json(line.substring(1)));
			}
			catch (CodecException ex) {
				assertThat(ex.getMessage()).isNotEmpty().hasSizeLessThan(200);
				assertThat(tracker.state()).isEqualTo(before);
				assertThat(tracker.isSynced()).isEqualTo(synced);
				continue;
			}
			changes.forEach((change) -> follow(change, followed));
			assertThat(followed).isEqualTo(refs(tracker.state()));
			assertThat(changes.isEmpty()).isEqualTo(!tracker.isSynced());
			if (tracker.isSynced()) {
				assertThat(changes.get(changes.size() - 1)).isEqualTo(new PresenceChange.Synced(tracker.state()));
			}
		}
	}

	private static void follow(PresenceChange change, Map<String, Set<String>> followed) {
		if (change instanceof PresenceChange.Joined joined) {
			Set<String> refs = followed.computeIfAbsent(joined.key(), (key) -> new HashSet<>());
			assertThat(refs.isEmpty()).isEqualTo(joined.isFirst());
			joined.joined().forEach((meta) -> refs.add(meta.ref()));
		}
		else if (change instanceof PresenceChange.Updated updated) {
			Set<String> refs = followed.computeIfAbsent(updated.key(), (key) -> new HashSet<>());
			refs.remove(updated.before().ref());
			refs.add(updated.after().ref());
		}
		else if (change instanceof PresenceChange.Left left) {
			Set<String> refs = followed.getOrDefault(left.key(), new HashSet<>());
			left.left().forEach((meta) -> refs.remove(meta.ref()));
			assertThat(refs.isEmpty()).isEqualTo(left.isLast());
			if (left.isLast()) {
				followed.remove(left.key());
			}
		}
	}

	private static Map<String, Set<String>> refs(PresenceState state) {
		Map<String, Set<String>> refs = new HashMap<>();
		state.entries().forEach((key, entry) -> refs.put(key, entry.refs()));
		return refs;
	}

}
