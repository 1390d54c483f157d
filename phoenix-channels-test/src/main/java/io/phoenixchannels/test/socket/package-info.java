/**
 * What Phoenix does behind the wire: the socket process, the channel processes it starts,
 * PubSub and Presence. Each process is a serial queue, so that order and blocking are
 * those of the BEAM: a slow join holds up its whole socket, a slow push only its channel.
 * Knows the wire format; must not know the network, nor the scripts that play the
 * application.
 */
@NullMarked
package io.phoenixchannels.test.socket;

import org.jspecify.annotations.NullMarked;
