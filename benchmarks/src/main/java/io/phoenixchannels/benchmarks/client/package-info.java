/**
 * The clients that are measured, behind one interface: ours, its peers, and what is below
 * them. Knows nothing of what is measured on them.
 */
@NullMarked
package io.phoenixchannels.benchmarks.client;

import org.jspecify.annotations.NullMarked;
