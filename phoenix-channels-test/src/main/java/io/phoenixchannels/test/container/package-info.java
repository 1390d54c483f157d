/**
 * A real Phoenix with the channels of the recordings, in a container. Needs
 * Testcontainers and a Docker engine, and knows nothing of the embedded server.
 */
@NullMarked
package io.phoenixchannels.test.container;

import org.jspecify.annotations.NullMarked;
