package io.phoenixchannels.test;

/**
 * The web server that Phoenix runs on. The two differ in how they close a connection.
 */
public enum Flavour {

	/**
	 * Closes an idle client with 1002, answers every close frame with 1000 and ends
	 * sockets without a channel with 1000 when it stops. Phoenix's default.
	 */
	BANDIT,

	/**
	 * Closes an idle client with 1000, echoes the code of a close frame and lets sockets
	 * without a channel drop (1006) when it stops.
	 */
	COWBOY;

	int idleCloseCode() {
		return (this == BANDIT) ? 1002 : 1000;
	}

	int closeAnswer(int code) {
		return (this == BANDIT) ? 1000 : code;
	}

}
