package io.phoenixchannels.protocol;

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
		public String toString() {
			return "binary (" + size() + " bytes)";
		}

	}

}
