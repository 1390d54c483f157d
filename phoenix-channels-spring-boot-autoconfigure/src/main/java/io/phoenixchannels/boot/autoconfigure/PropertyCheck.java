package io.phoenixchannels.boot.autoconfigure;

import java.util.function.Consumer;

/**
 * Turns the core's refusal of a value into one that names the property.
 *
 * @param prefix of the properties of one client
 */
record PropertyCheck(String prefix) {

	/**
	 * Checks one property.
	 * @param use uses the value, and otherwise only values that are in order
	 */
	<T> T value(String property, T value, Consumer<T> use) {
		try {
			use.accept(value);
			return value;
		}
		catch (IllegalArgumentException ex) {
			throw wrong(property, String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * A property that is needed, as another one is set.
	 * @param why what follows from its being missing
	 * @param example the property and a value, as they could be set
	 */
	InvalidPhoenixPropertyException missing(String property, String why, String example) {
		return new InvalidPhoenixPropertyException(this.prefix + "." + property, "is not set, and " + why,
				"Set it, for example " + this.prefix + "." + example);
	}

	InvalidPhoenixPropertyException wrong(String property, String problem) {
		return new InvalidPhoenixPropertyException(this.prefix + "." + property, "is wrong: " + problem,
				"Correct the value of " + this.prefix + "." + property);
	}

}
