/**
 * What happens to connections and channels, as application events. Knows the client and
 * what it tells, and nothing of listeners, annotations or Spring Boot.
 */
@NullMarked
package io.phoenixchannels.event;

import org.jspecify.annotations.NullMarked;
