/**
 * Plumbing of the page: collects what happened lately and streams it to browsers. There
 * is little about Phoenix to learn here, other than how a client is watched.
 */
@NullMarked
package io.phoenixchannels.sample.page;

import org.jspecify.annotations.NullMarked;
