/**
 * A fleet on what Spring Integration has: its lock registries and metadata stores. Knows
 * clients and listeners, and nothing of Spring Boot.
 */
@NullMarked
package io.phoenixchannels.fleet.spring;

import org.jspecify.annotations.NullMarked;
