package io.phoenixchannels.presence;

import java.util.Objects;

import io.phoenixchannels.protocol.JsonPayload;
import org.jspecify.annotations.Nullable;

/**
 * One presence of somebody, such as one browser tab.
 *
 * @param ref Phoenix' {@code phx_ref}, which tells it from others; it changes with every
 * update
 * @param previousRef Phoenix' {@code phx_ref_prev}, the ref before the last update; null
 * if there was none
 * @param data the whole object as the server sent it, these two included
 */
public record PresenceMeta(String ref, @Nullable String previousRef, JsonPayload data) {

	/**
	 * Copies the extras, so that they never change.
	 */
	public PresenceMeta {
		Objects.requireNonNull(ref, "ref");
		Objects.requireNonNull(data, "data");
	}

}
