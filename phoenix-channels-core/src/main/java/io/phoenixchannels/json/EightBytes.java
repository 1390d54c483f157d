package io.phoenixchannels.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes of a text at once. What it answers is zero if none of them is what
 * is looked for, and only then.
 */
public final class EightBytes {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x80 * ONES;

	private EightBytes() {
	}

	/**
	 * The bytes from a place on.
	 */
	public static long at(byte[] bytes, int index) {
		return (long) LONGS.get(bytes, index);
	}

	/**
	 * Looks for control characters, which are below a space.
	 */
	public static long controls(long eight) {
		return (eight - ' ' * ONES) & ~eight & HIGH_BITS;
	}

	/**
	 * Looks for one character of ASCII.
	 */
	public static long those(long eight, char character) {
		long zeros = eight ^ character * ONES;
		return (zeros - ONES) & ~zeros & HIGH_BITS;
	}

}
