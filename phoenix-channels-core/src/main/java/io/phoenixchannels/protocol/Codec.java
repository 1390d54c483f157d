package io.phoenixchannels.protocol;

/**
 * A form of the protocol on the wire. Implementations hold no state, and may be called
 * from any thread at once.
 */
public interface Codec {

	/**
	 * What the client sends as the connect param {@code vsn}, such as {@code 2.0.0}.
	 */
	String version();

	/**
	 * Reads what a server sent.
	 * @throws CodecException if it is no frame of this version
	 */
	Frame decode(WireMessage message);

	/**
	 * Writes what a client sends.
	 * @throws CodecException if this version cannot carry it
	 */
	WireMessage encode(Frame frame);

}
