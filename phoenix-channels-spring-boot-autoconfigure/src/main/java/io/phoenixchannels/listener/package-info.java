/**
 * Listener endpoints: what they hear, how their methods are called, when they run. Knows
 * the client, and nothing of annotations or of Spring Boot.
 */
@NullMarked
package io.phoenixchannels.listener;

import org.jspecify.annotations.NullMarked;
