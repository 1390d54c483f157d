package io.phoenixchannels.transport.spring;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.function.IntSupplier;

/**
 * What a client's frames are masked with, as nobody can foresee it (RFC 6455, 5.3). Many
 * are drawn at once, since to draw costs more than to mask. For one thread at a time.
 */
final class Masks implements IntSupplier {

	private static final int AT_ONCE = 64;

	private final SecureRandom random = new SecureRandom();

	private final ByteBuffer drawn = ByteBuffer.allocate(AT_ONCE * Integer.BYTES).limit(0);

	@Override
	public int getAsInt() {
		if (!this.drawn.hasRemaining()) {
			this.random.nextBytes(this.drawn.array());
			this.drawn.clear();
		}
		return this.drawn.getInt();
	}

}
