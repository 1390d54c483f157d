/**
 * A live room: the application, in three parts. What there is to learn, and to copy, is
 * in {@code room} and in {@code application.yml}. The parts {@code server}, which plays
 * Phoenix, and {@code page}, which shows it all, are there to have something to look at.
 */
@NullMarked
package io.phoenixchannels.sample;

import org.jspecify.annotations.NullMarked;
