package io.phoenixchannels.presence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.protocol.JsonPayload;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the presence of one topic from what the server sends: a state after each join,
 * and diffs. Diffs that come between a join and its state are held back until the state
 * is there, as the server does send them (recording {@code presence_state_and_diff}).
 * <p>
 * Nothing is forgotten when a connection breaks: the next state yields what changed in
 * between, and nothing else.
 */
public final class PresenceTracker {

	/**
	 * What is held back beyond these gives way, the oldest first: what a state does not
	 * hold yet are the last diffs before it. A server need not ever send one.
	 */
	private static final int MAX_HELD_BACK = 1000;

	private static final long MAX_HELD_BACK_LENGTH = 16 * 1024 * 1024;

	private final Deque<HeldBack> heldBack = new ArrayDeque<>();

	private long heldBackLength;

	private Map<String, PresenceEntry> entries = new LinkedHashMap<>();

	private boolean synced;

	/** Whether a join was seen whose state has not come: only then one will. */
	private boolean stateDue;

	/**
	 * Whether the state of the current join has come.
	 */
	public boolean isSynced() {
		return this.synced;
	}

	/**
	 * The state as far as it is known: while not synced, that of the join before.
	 */
	public PresenceState state() {
		return new PresenceState(this.entries);
	}

	/**
	 * The topic is joined anew: a state will come, and diffs are of no use before it.
	 */
	public void joined() {
		this.synced = false;
		this.stateDue = true;
		forgetHeldBack();
	}

	/**
	 * Takes a {@code presence_state}.
	 * @return what changed, in order; ends with {@link PresenceChange.Synced}
	 * @throws CodecException if it cannot be read; then nothing changes
	 */
	public List<PresenceChange> state(JsonPayload payload) {
		Map<String, PresenceEntry> next = PresencePayloads.entries(payload);
		List<PresenceChange> changes = new ArrayList<>();
		apply(difference(next), changes);
		this.heldBack.forEach((held) -> apply(held.diff(), changes));
		forgetHeldBack();
		this.stateDue = false;
		this.synced = true;
		changes.add(new PresenceChange.Synced(state()));
		return changes;
	}

	/**
	 * Takes a {@code presence_diff}.
	 * @return what changed, in order; ends with {@link PresenceChange.Synced}, or is
	 * empty if the diff is held back, or comes when no state is known nor due
	 * @throws CodecException if it cannot be read; then nothing changes
	 */
	public List<PresenceChange> diff(JsonPayload payload) {
		PresenceDiff diff = PresencePayloads.diff(payload);
		List<PresenceChange> changes = new ArrayList<>();
		if (this.synced) {
			apply(diff, changes);
			changes.add(new PresenceChange.Synced(state()));
		}
		else if (this.stateDue) {
			holdBack(new HeldBack(diff, payload.json().length()));
		}
		return changes;
	}

	private void holdBack(HeldBack held) {
		this.heldBack.add(held);
		this.heldBackLength += held.length();
		while (this.heldBack.size() > MAX_HELD_BACK || this.heldBackLength > MAX_HELD_BACK_LENGTH) {
			this.heldBackLength -= this.heldBack.remove().length();
		}
	}

	private void forgetHeldBack() {
		this.heldBack.clear();
		this.heldBackLength = 0;
	}

	/**
	 * What leads from here to a complete state.
	 */
	private PresenceDiff difference(Map<String, PresenceEntry> next) {
		Map<String, PresenceEntry> joins = new LinkedHashMap<>();
		Map<String, PresenceEntry> leaves = new LinkedHashMap<>();
		this.entries.forEach((key, entry) -> {
			PresenceEntry now = next.get(key);
			Set<String> refs = (now != null) ? now.refs() : Set.of();
			put(key, entry.only((meta) -> !refs.contains(meta.ref())), leaves);
		});
		next.forEach((key, entry) -> {
			PresenceEntry before = this.entries.get(key);
			Set<String> refs = (before != null) ? before.refs() : Set.of();
			put(key, entry.only((meta) -> !refs.contains(meta.ref())), joins);
		});
		return new PresenceDiff(joins, leaves);
	}

	private static void put(String key, PresenceEntry entry, Map<String, PresenceEntry> target) {
		if (!entry.metas().isEmpty()) {
			target.put(key, entry);
		}
	}

	private void apply(PresenceDiff diff, List<PresenceChange> changes) {
		diff.joins().forEach((key, joined) -> join(key, joined, diff.leaves().get(key), changes));
		diff.leaves().forEach((key, left) -> leave(key, left, diff.joins().get(key), changes));
	}

	private void join(String key, PresenceEntry joined, @Nullable PresenceEntry left, List<PresenceChange> changes) {
		if (joined.metas().isEmpty()) {
			return;
		}
		PresenceEntry before = this.entries.get(key);
		PresenceEntry now = (before != null) ? joined.after(before) : joined;
		Map<String, PresenceMeta> replaced = replaced(joined, left);
		if (!replaced.isEmpty()) {
			now = now.only((meta) -> !replaced.containsKey(meta.ref()));
		}
		this.entries.put(key, now);
		Set<String> known = (before != null) ? before.refs() : Set.of();
		List<PresenceMeta> added = new ArrayList<>();
		for (PresenceMeta meta : joined.metas()) {
			PresenceMeta old = (meta.previousRef() != null) ? replaced.get(meta.previousRef()) : null;
			if (old != null) {
				changes.add(new PresenceChange.Updated(key, now, old, meta));
			}
			else if (!known.contains(meta.ref())) {
				added.add(meta);
			}
		}
		if (!added.isEmpty()) {
			changes.add(new PresenceChange.Joined(key, now, List.copyOf(added)));
		}
	}

	private void leave(String key, PresenceEntry left, @Nullable PresenceEntry joined, List<PresenceChange> changes) {
		PresenceEntry before = this.entries.get(key);
		if (before == null) {
			return;
		}
		Set<String> refs = left.refs();
		PresenceEntry remains = before.only((meta) -> !refs.contains(meta.ref()));
		Map<String, PresenceMeta> replaced = replaced(joined, left);
		List<PresenceMeta> gone = left.metas().stream().filter((meta) -> !replaced.containsKey(meta.ref())).toList();
		if (remains.metas().isEmpty()) {
			this.entries.remove(key);
		}
		else {
			this.entries.put(key, remains);
		}
		if (!gone.isEmpty()) {
			changes.add(new PresenceChange.Left(key, remains, gone));
		}
	}

	/**
	 * The presences that a diff updates, by ref: an update joins the new one, which names
	 * the old one, and leaves that. The rest of the leaves are what they say.
	 */
	private static Map<String, PresenceMeta> replaced(@Nullable PresenceEntry joined, @Nullable PresenceEntry left) {
		if (joined == null || left == null) {
			return Map.of();
		}
		Map<String, PresenceMeta> replaced = left.byRef();
		replaced.keySet().retainAll(joined.previousRefs());
		replaced.keySet().removeAll(joined.refs());
		return replaced;
	}

	/**
	 * A diff, and how long its JSON was.
	 */
	private record HeldBack(PresenceDiff diff, int length) {
	}

}
