/**
 * Reads JSON text with Jackson, faster than Jackson's own parser does: text that is in
 * memory as a string needs neither a copy nor a buffer. Knows JSON and Jackson, and
 * nothing of Phoenix.
 */
@NullMarked
package io.phoenixchannels.json;

import org.jspecify.annotations.NullMarked;
