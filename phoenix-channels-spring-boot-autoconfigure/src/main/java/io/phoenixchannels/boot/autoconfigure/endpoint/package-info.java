/**
 * Configures the endpoint, if Spring Boot's actuator is on the class path and the
 * endpoint is exposed.
 */
@NullMarked
package io.phoenixchannels.boot.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
