/**
 * A server that plays Phoenix for measurements, in a process of its own. It answers just
 * enough of the protocol, from bytes encoded beforehand, so that it is never what a
 * client waits for. Knows nothing of the clients.
 */
@NullMarked
package io.phoenixchannels.benchmarks.server;

import org.jspecify.annotations.NullMarked;
