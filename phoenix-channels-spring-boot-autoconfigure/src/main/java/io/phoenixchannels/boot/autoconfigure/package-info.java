/**
 * Configures clients, listeners, template and health for a Spring Boot application. It is
 * at the top: everything else may be used here, and nothing else knows this package.
 */
@NullMarked
package io.phoenixchannels.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
