package io.phoenixchannels.listener.argument;

import io.phoenixchannels.client.PhoenixPresence;
import io.phoenixchannels.presence.PresenceChange;

/**
 * A change of presence, and whose it is.
 */
public record PresenceChanged(PhoenixPresence presence, PresenceChange change) {
}
