/**
 * Version 1 of the wire format: JSON objects, and no bytes. Knows only
 * {@code io.phoenixchannels.protocol}.
 */
@NullMarked
package io.phoenixchannels.protocol.v1;

import org.jspecify.annotations.NullMarked;
