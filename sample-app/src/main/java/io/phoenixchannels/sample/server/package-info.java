/**
 * Plays the Phoenix side, so that the sample needs nothing else: an embedded server, a
 * few members who talk, and the buttons that break things. Only there while
 * {@code phoenix.channels.url} is not set. Knows nothing of the rest of the sample.
 */
@NullMarked
package io.phoenixchannels.sample.server;

import org.jspecify.annotations.NullMarked;
