package io.phoenixchannels.presence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.protocol.JsonPayload;
import io.phoenixchannels.protocol.JsonScanner;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code presence_state} and {@code presence_diff} carry. Keys are arbitrary
 * text and end up in plain maps.
 */
final class PresencePayloads {

	private PresencePayloads() {
	}

	/**
	 * Reads {@code {key: {metas: [...]}}}.
	 * @throws CodecException if it is something else
	 */
	static Map<String, PresenceEntry> entries(JsonPayload payload) {
		JsonScanner scanner = new JsonScanner(payload.json());
		Map<String, PresenceEntry> entries = readEntries(scanner);
		scanner.expectEnd();
		return entries;
	}

	/**
	 * Reads {@code {joins: {...}, leaves: {...}}}.
	 * @throws CodecException if it is something else
	 */
	static PresenceDiff diff(JsonPayload payload) {
		JsonScanner scanner = new JsonScanner(payload.json());
		Map<String, PresenceEntry> joins = Map.of();
		Map<String, PresenceEntry> leaves = Map.of();
		for (boolean more = scanner.enterObject(); more; more = scanner.nextMember()) {
			switch (scanner.readName()) {
				case "joins" -> joins = readEntries(scanner);
				case "leaves" -> leaves = readEntries(scanner);
				default -> scanner.skipValue();
			}
		}
		scanner.expectEnd();
		return new PresenceDiff(joins, leaves);
	}

	private static Map<String, PresenceEntry> readEntries(JsonScanner scanner) {
		Map<String, PresenceEntry> entries = new LinkedHashMap<>();
		for (boolean more = scanner.enterObject(); more; more = scanner.nextMember()) {
			String key = scanner.readName();
			entries.put(key, readEntry(scanner));
		}
		return entries;
	}

	private static PresenceEntry readEntry(JsonScanner scanner) {
		List<PresenceMeta> metas = new ArrayList<>(1);
		Map<String, JsonPayload> extras = new LinkedHashMap<>(0);
		for (boolean more = scanner.enterObject(); more; more = scanner.nextMember()) {
			String name = scanner.readName();
			if (name.equals("metas")) {
				readMetas(scanner, metas);
			}
			else {
				extras.put(name, new JsonPayload(scanner.readRawValue()));
			}
		}
		return new PresenceEntry(metas, extras);
	}

	private static void readMetas(JsonScanner scanner, List<PresenceMeta> metas) {
		scanner.expect('[');
		if (scanner.skipIf(']')) {
			return;
		}
		do {
			metas.add(meta(scanner.readRawValue()));
		}
		while (scanner.skipIf(','));
		scanner.expect(']');
	}

	private static PresenceMeta meta(String json) {
		JsonScanner scanner = new JsonScanner(json);
		String ref = null;
		String previousRef = null;
		for (boolean more = scanner.enterObject(); more; more = scanner.nextMember()) {
			switch (scanner.readName()) {
				case "phx_ref" -> ref = text(scanner);
				case "phx_ref_prev" -> previousRef = text(scanner);
				default -> scanner.skipValue();
			}
		}
		if (ref == null) {
			throw new CodecException("A presence meta has no 'phx_ref'");
		}
		return new PresenceMeta(ref, previousRef, new JsonPayload(json));
	}

	private static @Nullable String text(JsonScanner scanner) {
		if (scanner.peek() == '"') {
			return scanner.readString();
		}
		scanner.skipValue();
		return null;
	}

}
