/**
 * Version 2 of the wire format: five-element JSON arrays and the three binary layouts.
 * Knows only {@code io.phoenixchannels.protocol}.
 */
@NullMarked
package io.phoenixchannels.protocol.v2;

import org.jspecify.annotations.NullMarked;
