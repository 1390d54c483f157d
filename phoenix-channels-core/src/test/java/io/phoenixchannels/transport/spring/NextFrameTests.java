package io.phoenixchannels.transport.spring;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NextFrameTests {

	/**
	 * Wherever what is read is divided, and whatever was read before it.
	 */
	private static boolean isWholeMessage(byte[] read) {
		Boolean whole = null;
		for (int first = 0; first <= read.length; first++) {
			ByteBuffer before = ByteBuffer.allocate(2 + first).put(2, read, 0, first);
			ByteBuffer then = ByteBuffer.wrap(read, first, read.length - first);
			before.position(2);
			boolean found = NextFrame.isWholeMessage(before, then);
			assertThat(whole == null || whole == found).as("divided after %d bytes", first).isTrue();
			assertThat(before.position()).isEqualTo(2);
			assertThat(then.position()).isEqualTo(first);
			whole = found;
		}
		return Boolean.TRUE.equals(whole);
	}

	private static byte[] cut(byte[] frame, int length) {
		return Arrays.copyOf(frame, length);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 125, 126, 127, 255, 256, 1000 })
	void messageIsWholeWithItsLastByte(int length) {
		for (int opcode : new int[] { RawWebSocketServer.TEXT, RawWebSocketServer.BINARY }) {
			byte[] frame = RawWebSocketServer.frame(opcode, true, new byte[length]);
			for (int there = 0; there < frame.length; there++) {
				assertThat(isWholeMessage(cut(frame, there))).as("%d bytes", there).isFalse();
			}
			assertThat(isWholeMessage(frame)).isTrue();
			assertThat(isWholeMessage(cut(frame, frame.length + 3))).isTrue();
		}
	}

	@Test
	void longestMessageThatIsLookedAtHas64KB() {
		byte[] frame = RawWebSocketServer.text("x".repeat(0xffff));
		ByteBuffer nothing = ByteBuffer.allocate(0);
		assertThat(NextFrame.isWholeMessage(ByteBuffer.wrap(frame), nothing)).isTrue();
		assertThat(NextFrame.isWholeMessage(ByteBuffer.wrap(cut(frame, frame.length - 1)), nothing)).isFalse();
		byte[] longer = RawWebSocketServer.text("x".repeat(0x10000));
		assertThat(NextFrame.isWholeMessage(ByteBuffer.wrap(longer), nothing)).isFalse();
	}

	@Test
	void whatIsNoMessageOrOnlyAPartOfOneIsNot() {
		byte[] payload = { 'x' };
		assertThat(isWholeMessage(RawWebSocketServer.frame(RawWebSocketServer.TEXT, false, payload))).isFalse();
		assertThat(isWholeMessage(RawWebSocketServer.frame(RawWebSocketServer.CONTINUATION, true, payload))).isFalse();
		assertThat(isWholeMessage(RawWebSocketServer.frame(RawWebSocketServer.PING, true, payload))).isFalse();
		assertThat(isWholeMessage(RawWebSocketServer.closeFrame(1000))).isFalse();
	}

	@Test
	void whatNoServerMaySendIsNot() {
		byte[] frame = RawWebSocketServer.text("some text");
		for (int bit : new int[] { 0x40, 0x20, 0x10 }) {
			byte[] reserved = frame.clone();
			reserved[0] |= (byte) bit;
			assertThat(isWholeMessage(reserved)).isFalse();
		}
		ByteArrayOutputStream masked = new ByteArrayOutputStream();
		masked.writeBytes(frame);
		masked.writeBytes(new byte[4]);
		byte[] bytes = masked.toByteArray();
		bytes[1] |= (byte) 0x80;
		assertThat(isWholeMessage(bytes)).isFalse();
	}

}
