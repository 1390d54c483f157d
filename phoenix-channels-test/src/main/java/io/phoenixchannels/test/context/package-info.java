/**
 * Brings the embedded server into tests with one annotation, {@code @EmbeddedPhoenix}: by
 * a JUnit Jupiter extension, and in Spring's tests by a context customizer. Both are
 * optional; this is the only package that knows them, and nothing else knows this
 * package.
 * <p>
 * Must not know the client or its auto-configuration, as their own tests use this module.
 * The two meet at the property {@code phoenix.channels.url}, which the customizer puts
 * before all others: unlike connection details, which replace that property for the
 * default client only, it reaches every client.
 */
@NullMarked
package io.phoenixchannels.test.context;

import org.jspecify.annotations.NullMarked;
