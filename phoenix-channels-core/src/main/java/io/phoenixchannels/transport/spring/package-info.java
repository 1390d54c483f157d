/**
 * The transport on Spring's {@code StandardWebSocketClient}, and so on whatever Jakarta
 * WebSocket container is on the class path. Knows only
 * {@code io.phoenixchannels.transport} and the values of the protocol.
 */
@NullMarked
package io.phoenixchannels.transport.spring;

import org.jspecify.annotations.NullMarked;
