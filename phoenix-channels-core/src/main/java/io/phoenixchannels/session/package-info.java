/**
 * The state of a client as a pure machine: inputs and the time go in, effects and the
 * next deadline come out. It touches no socket, no thread, no clock, no lock, no Spring;
 * it knows only {@code io.phoenixchannels.protocol}. Whoever owns a
 * {@link io.phoenixchannels.session.Session} gives it one input at a time.
 */
@NullMarked
package io.phoenixchannels.session;

import org.jspecify.annotations.NullMarked;
