/**
 * Configures clients, listeners, template and health for a Spring Boot application. It is
 * at the top: everything else may be used here, and only what finds containers knows this
 * package, for the connection details.
 */
@NullMarked
package io.phoenixchannels.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
