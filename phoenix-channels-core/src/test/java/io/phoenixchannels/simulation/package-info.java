/**
 * The whole client in a simulated world: one thread, virtual time, and one seed that
 * decides everything, so that months of bad networks pass in seconds and each failure can
 * be replayed. What is simulated is what surrounds the client: its transport, its clock,
 * its executor, the Phoenix server and the users. The server here is a model of its own
 * and shares no code with the client. Knows the client's public face only, but for where
 * chance comes from.
 */
@NullMarked
package io.phoenixchannels.simulation;

import org.jspecify.annotations.NullMarked;
