/**
 * The port to the network: opens WebSockets and carries whole messages. Knows the values
 * of {@code io.phoenixchannels.protocol}, but neither sessions nor channels nor clients.
 */
@NullMarked
package io.phoenixchannels.transport;

import org.jspecify.annotations.NullMarked;
