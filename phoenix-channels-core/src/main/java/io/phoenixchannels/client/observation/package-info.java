/**
 * What Micrometer gets to see of pushes and of attempts to connect: contexts, and the
 * conventions that name them. Knows neither the client nor the session, and no threads.
 */
@NullMarked
package io.phoenixchannels.client.observation;

import org.jspecify.annotations.NullMarked;
