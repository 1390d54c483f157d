/**
 * The transport on Spring's {@code StandardWebSocketClient}, and so on whatever Jakarta
 * WebSocket container is on the class path. Knows only
 * {@code io.phoenixchannels.transport} and the values of the protocol.
 * <p>
 * Sessions of Tomcat's and of Jetty's container are written to past the API, which can
 * only block: as far as the network takes a message at once, whoever brings it writes it.
 */
@NullMarked
package io.phoenixchannels.transport.spring;

import org.jspecify.annotations.NullMarked;
