/**
 * The words of Phoenix Channels: frames, payloads, replies, close codes, and the codec
 * that turns them into WebSocket messages. Values only; nothing here knows of sockets,
 * threads, clocks, Spring, or of who uses it.
 */
@NullMarked
package io.phoenixchannels.protocol;

import org.jspecify.annotations.NullMarked;
