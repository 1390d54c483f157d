/**
 * The network side of the server, on Netty's NIO transport: HTTP, the WebSocket
 * handshake, frames in and out, and what a test may do to a connection. Knows the socket
 * process it feeds; must not know the scripts that play the application.
 */
@NullMarked
package io.phoenixchannels.test.server;

import org.jspecify.annotations.NullMarked;
