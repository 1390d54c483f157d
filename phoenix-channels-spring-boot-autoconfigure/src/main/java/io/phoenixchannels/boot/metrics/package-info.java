/**
 * Tells Micrometer what the clients do. Knows clients, and not how they are configured.
 */
@NullMarked
package io.phoenixchannels.boot.metrics;

import org.jspecify.annotations.NullMarked;
