/**
 * Who is there: what Phoenix Presence says of a topic, kept up to date. Pure, like the
 * session; it knows only {@code io.phoenixchannels.protocol}.
 */
@NullMarked
package io.phoenixchannels.presence;

import org.jspecify.annotations.NullMarked;
