/**
 * All that an application writes to take part in Phoenix rooms: listeners, pushes, and
 * what to answer when a push fails. Knows nothing of who plays the server, nor of the
 * page: what is heard and answered is published as application events.
 */
@NullMarked
package io.phoenixchannels.sample.room;

import org.jspecify.annotations.NullMarked;
