package io.phoenixchannels.transport.spring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntSupplier;

import io.phoenixchannels.protocol.WireMessage;
import org.jspecify.annotations.Nullable;

/**
 * Messages as a client's frames (RFC 6455, 5.2 and 5.3), one frame for each, in pieces to
 * be written one after the other. For one thread at a time.
 */
final class MaskedFrames {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	/** The longest piece. */
	static final int PIECE = 64 * 1024;

	private static final int LONGEST_HEADER = 14;

	private static final int LAST_FRAME = 0x80;

	private static final int TEXT = 1;

	private static final int BINARY = 2;

	private static final int MASKED = 0x80;

	private static final int LENGTH_IN_2_BYTES = 126;

	private static final int LENGTH_IN_8_BYTES = 127;

	private final List<WireMessage> messages;

	private final IntSupplier masks;

	private final byte[] piece;

	/** Of the messages: the one whose frame is begun next. */
	private int next;

	/** Of the frame that is begun. */
	private byte @Nullable [] payload;

	private int position;

	private long mask;

	/**
	 * Creates the frames.
	 * @param messages texts have no half surrogate pairs, which codecs see to
	 * @param masks what nobody can foresee, one for each message
	 */
	MaskedFrames(List<WireMessage> messages, IntSupplier masks) {
		this.messages = messages;
		this.masks = masks;
		this.piece = new byte[pieceFor(messages)];
	}

	private static int pieceFor(List<WireMessage> messages) {
		long length = 0;
		for (WireMessage message : messages) {
			length += LONGEST_HEADER + message.size();
		}
		return (int) Math.min(length, PIECE);
	}

	/**
	 * The next piece, in the array of the one before.
	 * @return null after the last one
	 */
	@Nullable ByteBuffer next() {
		ByteBuffer out = ByteBuffer.wrap(this.piece);
		while (true) {
			byte[] payload = this.payload;
			if (payload != null && !put(payload, out)) {
				return out.flip();
			}
			if (this.next == this.messages.size()) {
				return (out.position() > 0) ? out.flip() : null;
			}
			if (out.remaining() < LONGEST_HEADER) {
				return out.flip();
			}
			begin(this.messages.get(this.next++), out);
		}
	}

	private void begin(WireMessage message, ByteBuffer out) {
		boolean text = message instanceof WireMessage.Text;
		byte[] payload = text ? ((WireMessage.Text) message).text().getBytes(StandardCharsets.UTF_8)
				: ((WireMessage.Binary) message).bytes();
		out.put((byte) (LAST_FRAME | (text ? TEXT : BINARY)));
		if (payload.length < LENGTH_IN_2_BYTES) {
			out.put((byte) (MASKED | payload.length));
		}
		else if (payload.length <= 0xffff) {
			out.put((byte) (MASKED | LENGTH_IN_2_BYTES)).putShort((short) payload.length);
		}
		else {
			out.put((byte) (MASKED | LENGTH_IN_8_BYTES)).putLong(payload.length);
		}
		int mask = this.masks.getAsInt();
		out.putInt(mask);
		this.mask = (mask & 0xffffffffL) << 32 | (mask & 0xffffffffL);
		this.payload = payload;
		this.position = 0;
	}

	/**
	 * Puts as much as there is room for of the payload, masked.
	 * @return whether that was all of it
	 */
	private boolean put(byte[] payload, ByteBuffer out) {
		int left = payload.length - this.position;
		// In eights, so that the mask goes on with its first byte.
		int length = (left <= out.remaining()) ? left : out.remaining() & -Long.BYTES;
		int from = this.position;
		int to = out.position();
		int eights = from + (length & -Long.BYTES);
		for (; from < eights; from += Long.BYTES, to += Long.BYTES) {
			LONGS.set(this.piece, to, (long) LONGS.get(payload, from) ^ this.mask);
		}
		for (int shift = 56; from < this.position + length; from++, to++, shift -= 8) {
			this.piece[to] = (byte) (payload[from] ^ (this.mask >>> shift));
		}
		this.position = from;
		out.position(to);
		if (length < left) {
			return false;
		}
		this.payload = null;
		return true;
	}

}
