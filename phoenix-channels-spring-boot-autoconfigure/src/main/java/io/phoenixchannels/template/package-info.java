/**
 * The convenient way to push messages from anywhere in an application. Knows the client,
 * and nothing of listeners or of Spring Boot.
 */
@NullMarked
package io.phoenixchannels.template;

import org.jspecify.annotations.NullMarked;
