/**
 * Configures health, if Spring Boot's health module is on the class path.
 */
@NullMarked
package io.phoenixchannels.boot.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
