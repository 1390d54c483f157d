package io.phoenixchannels.sample.room;

import org.jspecify.annotations.Nullable;

/**
 * The payload of the event {@code shout}. Others may send anything under that name, so
 * nothing is sure to be there.
 *
 * @param name who shouts
 * @param message what
 */
public record Shout(@Nullable String name, @Nullable String message) {
}
