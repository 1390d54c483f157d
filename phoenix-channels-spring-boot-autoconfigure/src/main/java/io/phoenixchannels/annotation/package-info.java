/**
 * The annotations of listener methods, and what reads them: it turns each annotated
 * method into an endpoint of {@code io.phoenixchannels.listener}. Knows nothing of Spring
 * Boot, nor of how clients are configured.
 */
@NullMarked
package io.phoenixchannels.annotation;

import org.jspecify.annotations.NullMarked;
