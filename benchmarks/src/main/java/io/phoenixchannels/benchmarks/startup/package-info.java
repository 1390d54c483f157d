/**
 * Applications that do nothing but start. The empty one must know nothing of ours, as it
 * runs without it on the class path.
 */
@NullMarked
package io.phoenixchannels.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
