package io.phoenixchannels.presence;

import java.util.Map;

/**
 * What changed, as the server tells it.
 */
record PresenceDiff(Map<String, PresenceEntry> joins, Map<String, PresenceEntry> leaves) {
}
