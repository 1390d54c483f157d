/**
 * A Phoenix server for tests: a real WebSocket server that speaks Phoenix Channels as
 * Phoenix 1.8 does, is scripted in Java, and misbehaves on request. It shares no code
 * with the client it judges. Must not know any test framework.
 */
@NullMarked
package io.phoenixchannels.test;

import org.jspecify.annotations.NullMarked;
