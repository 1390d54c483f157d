package io.phoenixchannels.protocol;

/**
 * A frame could not be read or written. The message says which rule was broken and where,
 * never what the frame held. Positions are counted from 0.
 */
public class CodecException extends PhoenixException {

	public CodecException(String message) {
		super(message);
	}

}
