/**
 * Auto-configuration of the observations of Phoenix clients.
 */
@NullMarked
package io.phoenixchannels.boot.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
