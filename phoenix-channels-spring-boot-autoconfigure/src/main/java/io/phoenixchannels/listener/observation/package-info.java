/**
 * What Micrometer gets to see of the calls of listeners: contexts, and the conventions
 * that name them. Knows messages, and nothing of endpoints or of Spring.
 */
@NullMarked
package io.phoenixchannels.listener.observation;

import org.jspecify.annotations.NullMarked;
