package io.phoenixchannels.transport.spring;

import java.nio.ByteBuffer;

/**
 * Looks at the beginning of a server's frame (RFC 6455, 5.2) that is read already, but
 * not processed yet.
 */
final class NextFrame {

	private static final int LAST_TEXT = 0x81;

	private static final int LAST_BINARY = 0x82;

	private static final int LENGTH_IN_2_BYTES = 126;

	private static final int SHORT_HEADER = 2;

	private static final int LONGER_HEADER = 4;

	private NextFrame() {
	}

	/**
	 * Whether there is a whole message of one frame, of 64 KB at most.
	 * @param first the beginning of what is read; stays as it is
	 * @param then what follows it; stays as it is
	 */
	static boolean isWholeMessage(ByteBuffer first, ByteBuffer then) {
		int there = first.remaining() + then.remaining();
		if (there < SHORT_HEADER) {
			return false;
		}
		int start = at(first, then, 0);
		int length = at(first, then, 1);
		if (start != LAST_TEXT && start != LAST_BINARY) {
			return false;
		}
		if (length < LENGTH_IN_2_BYTES) {
			return there >= SHORT_HEADER + length;
		}
		return length == LENGTH_IN_2_BYTES && there >= LONGER_HEADER
				&& there >= LONGER_HEADER + (at(first, then, 2) << 8 | at(first, then, 3));
	}

	private static int at(ByteBuffer first, ByteBuffer then, int index) {
		int left = first.remaining();
		return 0xff & ((index < left) ? first.get(first.position() + index) : then.get(then.position() + index - left));
	}

}
