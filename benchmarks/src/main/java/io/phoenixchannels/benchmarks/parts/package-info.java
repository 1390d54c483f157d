/**
 * The parts of the client, one by one, without a network: for JMH, and for the test that
 * holds what they allocate.
 */
@NullMarked
package io.phoenixchannels.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
