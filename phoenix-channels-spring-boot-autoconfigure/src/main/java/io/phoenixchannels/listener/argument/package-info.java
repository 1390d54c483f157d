/**
 * How the parameters of a listener method get their values. All that can be decided is
 * decided when the listener is registered, so that nothing is looked up per message.
 * Knows the client, the messages and the events, not what is done with a listener.
 */
@NullMarked
package io.phoenixchannels.listener.argument;

import org.jspecify.annotations.NullMarked;
