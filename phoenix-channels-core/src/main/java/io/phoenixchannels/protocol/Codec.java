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
	 * Reads what a server sent. The inside of a JSON payload's strings is left for
	 * whoever binds it; everything else is checked.
	 * @throws CodecException if it is no frame of this version
	 */
	Frame decode(WireMessage message);

	/**
	 * Writes what a client sends. Whatever a server could not read is refused, since it
	 * would close the whole socket for it, with all of its channels.
	 * @throws CodecException if this version cannot carry it, if it has half a surrogate
	 * pair, or if its payload is not exactly one JSON value
	 */
	WireMessage encode(Frame frame);

}
