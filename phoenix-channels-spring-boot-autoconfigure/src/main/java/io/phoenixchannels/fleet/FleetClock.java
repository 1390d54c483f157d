package io.phoenixchannels.fleet;

/**
 * The time, twice: what runs evenly, and what also runs while the machine is suspended.
 */
public interface FleetClock {

	/**
	 * Of this machine.
	 */
	FleetClock SYSTEM = new FleetClock() {

		@Override
		public long nanos() {
			return System.nanoTime();
		}

		@Override
		public long millis() {
			return System.currentTimeMillis();
		}

	};

	/**
	 * As {@link System#nanoTime} has it: may stand still while a virtual machine does.
	 */
	long nanos();

	/**
	 * As {@link System#currentTimeMillis} has it: may be set.
	 */
	long millis();

}
