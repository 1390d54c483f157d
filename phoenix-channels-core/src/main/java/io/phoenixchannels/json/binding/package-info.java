/**
 * Binds JSON text to values with Jackson, by a parser that is faster than Jackson's own:
 * text that is in memory as a string needs neither a copy nor a buffer. Knows JSON and
 * Jackson, and nothing of Phoenix.
 */
@NullMarked
package io.phoenixchannels.json.binding;

import org.jspecify.annotations.NullMarked;
