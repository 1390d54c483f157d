/**
 * Tells Spring Boot's health endpoint how the clients are. Knows clients, and not how
 * they are configured.
 */
@NullMarked
package io.phoenixchannels.boot.health;

import org.jspecify.annotations.NullMarked;
