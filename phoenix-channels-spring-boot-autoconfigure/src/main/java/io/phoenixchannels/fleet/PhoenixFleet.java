package io.phoenixchannels.fleet;

/**
 * The fleet that this application is a member of, to be looked at from any thread.
 */
public interface PhoenixFleet {

	/**
	 * A picture of this moment.
	 */
	FleetStatus status();

}
