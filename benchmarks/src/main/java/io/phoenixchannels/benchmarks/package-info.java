/**
 * The one command: runs every row in a process of its own, one after the other, and
 * reports.
 */
@NullMarked
package io.phoenixchannels.benchmarks;

import org.jspecify.annotations.NullMarked;
