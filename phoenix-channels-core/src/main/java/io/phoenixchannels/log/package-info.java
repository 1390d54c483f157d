/**
 * What a line of the log says to machines. Knows nothing but the log itself.
 */
@NullMarked
package io.phoenixchannels.log;

import org.jspecify.annotations.NullMarked;
