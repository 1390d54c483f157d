/**
 * What functions of Kotlin have that methods of Java have not: suspension and default
 * values. Knows Spring's support of it, and nothing of Phoenix. Works without Kotlin on
 * the class path.
 */
@NullMarked
package io.phoenixchannels.kotlin;

import org.jspecify.annotations.NullMarked;
