/**
 * Messages as spring-messaging sees them. Knows the client's messages, and nothing of
 * listeners.
 */
@NullMarked
package io.phoenixchannels.messaging;

import org.jspecify.annotations.NullMarked;
