package io.phoenixchannels.presence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.phoenixchannels.protocol.JsonPayload;

/**
 * Somebody who is there, under one key.
 *
 * @param metas the presences, at least one while the entry is part of a state
 * @param extras what the server's {@code fetch/2} added beside the metas, by name
 */
public record PresenceEntry(List<PresenceMeta> metas, Map<String, JsonPayload> extras) {

	/**
	 * Copies both, so that they never change.
	 */
	public PresenceEntry {
		metas = List.copyOf(metas);
		extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
	}

	Set<String> refs() {
		return this.metas.stream().map(PresenceMeta::ref).collect(Collectors.toSet());
	}

	/**
	 * The refs that these presences had before their last update.
	 */
	Set<String> previousRefs() {
		Set<String> refs = new HashSet<>();
		for (PresenceMeta meta : this.metas) {
			if (meta.previousRef() != null) {
				refs.add(meta.previousRef());
			}
		}
		return refs;
	}

	Map<String, PresenceMeta> byRef() {
		Map<String, PresenceMeta> metas = new HashMap<>();
		this.metas.forEach((meta) -> metas.putIfAbsent(meta.ref(), meta));
		return metas;
	}

	/**
	 * The same entry with some of its metas only.
	 */
	PresenceEntry only(Predicate<PresenceMeta> filter) {
		return new PresenceEntry(this.metas.stream().filter(filter).toList(), this.extras);
	}

	/**
	 * This newer entry, with the metas of an older one that it does not have in front.
	 */
	PresenceEntry after(PresenceEntry older) {
		Set<String> refs = refs();
		List<PresenceMeta> all = new ArrayList<>(older.only((meta) -> !refs.contains(meta.ref())).metas());
		all.addAll(this.metas);
		return new PresenceEntry(all, this.extras);
	}

}
