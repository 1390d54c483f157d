/**
 * The bytes of Phoenix Channels, seen from the server: both protocol versions, text and
 * binary. A codec of its own on purpose, so that the server judges a client instead of
 * repeating its mistakes. Knows JSON and nothing else: no socket, no channel, no network.
 */
@NullMarked
package io.phoenixchannels.test.wire;

import org.jspecify.annotations.NullMarked;
