package io.phoenixchannels.protocol;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * One whole WebSocket message, in or out.
 */
public sealed interface WireMessage {

	/**
	 * The number of characters or bytes.
	 */
	int size();

	record Text(String text) implements WireMessage {

		@Override
		public int size() {
			return this.text.length();
		}

		@Override
		public String toString() {
			return "text (" + size() + " characters)";
		}

	}

	/**
	 * Bytes. The array is not copied: it must not be changed afterwards.
	 */
	record Binary(byte[] bytes) implements WireMessage {

		@Override
		public int size() {
			return this.bytes.length;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Binary that && Arrays.equals(this.bytes, that.bytes);
		}

		@Override
		public int hashCode() {
			return Arrays.hashCode(this.bytes);
		}

		@Override
		public String toString() {
			return "binary (" + size() + " bytes)";
		}

	}

}
