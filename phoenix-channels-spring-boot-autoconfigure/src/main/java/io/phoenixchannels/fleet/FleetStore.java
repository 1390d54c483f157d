package io.phoenixchannels.fleet;

import org.jspecify.annotations.Nullable;

/**
 * The values that all instances share. May be called by several threads. What its methods
 * throw says that it could not be reached, or refused the value.
 */
public interface FleetStore {

	@Nullable String get(String key);

	/**
	 * Sets a value if there is none.
	 * @return the one that is there already; null if there was none
	 */
	@Nullable String putIfAbsent(String key, String value);

	/**
	 * Sets a value if it is the expected one.
	 * @return whether it was
	 */
	boolean replace(String key, String expected, String value);

	/**
	 * Sets a value on top of the one that was read.
	 * @param read null if there was none
	 * @return whether it was still the one
	 */
	default boolean compareAndSet(String key, @Nullable String read, String value) {
		return (read != null) ? replace(key, read, value) : putIfAbsent(key, value) == null;
	}

	/**
	 * Sets a value on top of the one that was read, for who may do so in any case: a
	 * store that cannot tell changes of one value from those of others need not compare.
	 * @param read null if there was none
	 * @return false if it was certainly another one
	 */
	default boolean overwrite(String key, @Nullable String read, String value) {
		return compareAndSet(key, read, value);
	}

}
