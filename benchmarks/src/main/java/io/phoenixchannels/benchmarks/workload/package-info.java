/**
 * What is measured: each process runs one workload on one contender, and prints its
 * figures. Knows nothing of the other rows.
 */
@NullMarked
package io.phoenixchannels.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
