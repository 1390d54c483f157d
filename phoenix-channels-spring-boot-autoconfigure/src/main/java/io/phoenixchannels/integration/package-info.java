/**
 * Phoenix topics in flows of Spring Integration: an inbound channel adapter, an outbound
 * gateway and an outbound channel adapter, and their part of the Java DSL. Optional: of
 * use only with {@code spring-integration-core} on the class path. Knows the client, the
 * template and the phase of the listeners, and nothing of annotations or of Spring Boot;
 * nothing but Spring Boot's configuration may know it.
 */
@NullMarked
package io.phoenixchannels.integration;

import org.jspecify.annotations.NullMarked;
