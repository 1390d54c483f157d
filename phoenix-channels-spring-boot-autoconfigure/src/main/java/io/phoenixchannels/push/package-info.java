/**
 * Interfaces whose methods push: their annotations, and the proxies that implement them.
 * Knows the template, and nothing of listeners or of Spring Boot.
 */
@NullMarked
package io.phoenixchannels.push;

import org.jspecify.annotations.NullMarked;
