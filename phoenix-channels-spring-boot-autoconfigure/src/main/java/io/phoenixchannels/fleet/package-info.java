/**
 * A fleet: instances of one application that share topics, so that each topic has one
 * owner. Topics are spread over shards by a {@linkplain io.phoenixchannels.fleet.Shards
 * hash}; whoever holds the lock of a shard owns its topics, for as long as its
 * {@linkplain io.phoenixchannels.fleet.Lease lease} lasts.
 * <p>
 * There is no coordinator. Each instance holds the lock of one numbered slot, and the
 * slots that are taken stand in one value of the store, which is changed by compare and
 * set. From that value alone each instance computes, like all others, who
 * {@linkplain io.phoenixchannels.fleet.Shares is to own which shard}: it gives back what
 * is not its own, and asks for no lock but its own, so that the load on the engine does
 * not grow with the square of the fleet. Each instance watches the slot after its own,
 * and takes out of the value whoever has lost it. A value that is wrong or late costs
 * balance, never a second owner: that is decided by the locks.
 * <p>
 * Nothing here knows Spring, a database, or the time: ports are handed in, and a
 * simulation runs the same code on virtual time.
 */
@NullMarked
package io.phoenixchannels.fleet;

import org.jspecify.annotations.NullMarked;
