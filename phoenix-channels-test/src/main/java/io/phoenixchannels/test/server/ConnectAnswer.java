package io.phoenixchannels.test.server;

import org.jspecify.annotations.Nullable;

/**
 * What the application decided about a handshake.
 *
 * @param refusal the answer that refuses it, or {@code null} to let the client in
 * @param socketId the id of the socket, if it has one
 */
public record ConnectAnswer(@Nullable HttpAnswer refusal, @Nullable String socketId) {
}
