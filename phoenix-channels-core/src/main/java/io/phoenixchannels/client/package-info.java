/**
 * The client that applications use, with or without Spring. It owns what the session must
 * not touch: the lock, the clock, threads, suppliers, and the code of the user, which
 * never runs under that lock or on the transport's threads.
 */
@NullMarked
package io.phoenixchannels.client;

import org.jspecify.annotations.NullMarked;
