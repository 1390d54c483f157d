/**
 * Configures metrics, if Micrometer is on the class path.
 */
@NullMarked
package io.phoenixchannels.boot.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
