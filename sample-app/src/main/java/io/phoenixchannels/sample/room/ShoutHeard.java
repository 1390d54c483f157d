package io.phoenixchannels.sample.room;

/**
 * Somebody shouted in a room.
 */
public record ShoutHeard(String room, Shout shout) {
}
