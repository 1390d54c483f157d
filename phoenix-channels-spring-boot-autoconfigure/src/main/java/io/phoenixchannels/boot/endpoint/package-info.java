/**
 * An actuator endpoint that shows the clients, and does what an operator asks for. Knows
 * clients and listeners, and not how they are configured. Shows no params, headers,
 * tokens or payloads.
 */
@NullMarked
package io.phoenixchannels.boot.endpoint;

import org.jspecify.annotations.NullMarked;
