package io.phoenixchannels.boot.autoconfigure;

import java.util.List;
import java.util.function.Function;

/**
 * One property, with a value that is not its default, one that makes no sense, and what
 * the good one changes.
 *
 * @param name without {@code phoenix.channels.}
 * @param good assignments that set it
 * @param read reads it from the bound properties
 * @param bound what is read then
 * @param bad assignments that make no sense; empty if every text does
 * @param effect fails unless the good value makes the difference
 */
record PropertyRow(String name, List<String> good, Function<PhoenixProperties, Object> read, Object bound,
		List<String> bad, Effect effect) {

	static PropertyRow of(String name, String value, Function<PhoenixProperties, Object> read, Object bound,
			Effect effect) {
		return new PropertyRow(name, List.of(name + "=" + value), read, bound, List.of(), effect);
	}

	/**
	 * With an assignment that is to be refused.
	 */
	PropertyRow refuses(String... assignments) {
		return new PropertyRow(this.name, this.good, this.read, this.bound, List.of(assignments), this.effect);
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * What a property changes.
	 */
	interface Effect {

		void check(PropertyProbe probe) throws Exception;

	}

}
