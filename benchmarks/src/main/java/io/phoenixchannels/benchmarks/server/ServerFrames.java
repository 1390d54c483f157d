package io.phoenixchannels.benchmarks.server;

import java.nio.ByteBuffer;

/**
 * WebSocket frames as a server writes them.
 */
final class ServerFrames {

	private ServerFrames() {
	}

	/**
	 * What goes before a text of so many bytes.
	 */
	static byte[] header(int length) {
		if (length < 126) {
			return new byte[] { (byte) 0x81, (byte) length };
		}
		if (length < 0x10000) {
			return new byte[] { (byte) 0x81, 126, (byte) (length >> 8), (byte) length };
		}
		return ByteBuffer.allocate(10).put((byte) 0x81).put((byte) 127).putLong(length).array();
	}

}
