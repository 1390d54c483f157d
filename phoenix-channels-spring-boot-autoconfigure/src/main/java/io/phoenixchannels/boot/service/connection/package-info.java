/**
 * Finds a Phoenix server that runs in a container, for tests and development. Knows the
 * connection details, Testcontainers and Docker Compose, and nothing of clients.
 */
@NullMarked
package io.phoenixchannels.boot.service.connection;

import org.jspecify.annotations.NullMarked;
