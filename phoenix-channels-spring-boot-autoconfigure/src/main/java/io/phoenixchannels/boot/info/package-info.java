/**
 * What {@code /actuator/info} says of Phoenix clients. Knows only the client.
 */
@NullMarked
package io.phoenixchannels.boot.info;

import org.jspecify.annotations.NullMarked;
