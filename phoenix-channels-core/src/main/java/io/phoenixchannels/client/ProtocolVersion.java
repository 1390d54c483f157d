package io.phoenixchannels.client;

import io.phoenixchannels.protocol.Codec;
import io.phoenixchannels.protocol.v1.V1Codec;
import io.phoenixchannels.protocol.v2.V2Codec;

/**
 * The versions of the wire format.
 */
public enum ProtocolVersion {

	/**
	 * Five-element arrays, and binary frames: the default of Phoenix.
	 */
	V2(new V2Codec()),

	/**
	 * Objects, without binary payloads: for servers older than Phoenix 1.4, and those
	 * that were told to speak nothing else.
	 */
	V1(new V1Codec());

	private final Codec codec;

	ProtocolVersion(Codec codec) {
		this.codec = codec;
	}

	Codec codec() {
		return this.codec;
	}

}
