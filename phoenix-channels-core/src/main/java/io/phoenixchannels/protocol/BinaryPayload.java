package io.phoenixchannels.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of a binary frame, which are the whole payload: Phoenix has no mixed form.
 */
public final class BinaryPayload implements Payload {

	private final byte[] bytes;

	BinaryPayload(byte[] bytes) {
		this.bytes = Objects.requireNonNull(bytes, "bytes");
	}

	/**
	 * The number of bytes.
	 */
	public int size() {
		return this.bytes.length;
	}

	/**
	 * A copy of the bytes.
	 */
	public byte[] toByteArray() {
		return this.bytes.clone();
	}

	/**
	 * A read-only view of the bytes, without a copy.
	 */
	public ByteBuffer toByteBuffer() {
		return ByteBuffer.wrap(this.bytes).asReadOnlyBuffer();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof BinaryPayload that && Arrays.equals(this.bytes, that.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return "binary (" + this.bytes.length + " bytes)";
	}

}
