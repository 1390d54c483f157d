package io.phoenixchannels.boot.service.connection;

import java.util.Map;

/**
 * Where a Phoenix application in a container has its socket.
 */
final class ContainerSocket {

	/**
	 * The name of the service connection.
	 */
	static final String NAME = "phoenix";

	/**
	 * The port that Phoenix listens on unless it is told otherwise.
	 */
	static final int PORT = 4000;

	/**
	 * The label that says where the socket is mounted, if that is elsewhere than the
	 * generators put it.
	 */
	static final String PATH_LABEL = "io.phoenixchannels.socket-path";

	private static final String DEFAULT_PATH = "/socket";

	private ContainerSocket() {
	}

	static String url(boolean ssl, String host, int port, Map<String, String> labels) {
		String path = labels.getOrDefault(PATH_LABEL, DEFAULT_PATH);
		return (ssl ? "wss://" : "ws://") + host + ":" + port + (path.startsWith("/") ? "" : "/") + path;
	}

}
