/**
 * Time for tests to drive. It is here, and not beside the test server, since that must
 * not know the client. Knows nothing of the client but its clock, and nothing but tests
 * knows it.
 */
@NullMarked
package io.phoenixchannels.client.test;

import org.jspecify.annotations.NullMarked;
