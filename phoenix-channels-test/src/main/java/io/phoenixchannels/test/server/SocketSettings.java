package io.phoenixchannels.test.server;

import java.time.Duration;
import java.util.function.IntUnaryOperator;

/**
 * The settings of one mounted socket.
 *
 * @param path where it is mounted, without {@code /websocket}
 * @param idleTimeout how long a client may be silent
 * @param idleCloseCode the code a silent client is closed with
 * @param closeAnswer the code that answers a client's close code; 1005 for none
 * @param maxChannels how many channels one socket may join
 * @param maxFrameSize the largest frame or message taken, in bytes
 * @param authToken whether a token is taken from the subprotocol header
 */
public record SocketSettings(String path, Duration idleTimeout, int idleCloseCode, IntUnaryOperator closeAnswer,
		int maxChannels, int maxFrameSize, boolean authToken) {
}
