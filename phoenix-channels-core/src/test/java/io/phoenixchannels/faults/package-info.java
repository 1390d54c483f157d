/**
 * What happens to the real client, on real sockets, when the network or the server
 * misbehaves, and when there is more to do than can be done. {@code docs/faults.md} is
 * written by these tests, and checked by them.
 */
@NullMarked
package io.phoenixchannels.faults;

import org.jspecify.annotations.NullMarked;
