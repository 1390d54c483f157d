package io.phoenixchannels.session;

/**
 * Something that somebody waits for. Each one that goes in with a command comes out
 * exactly once, in a {@link Effect.ResolveOperation}.
 */
public record OperationId(long value) {
}
