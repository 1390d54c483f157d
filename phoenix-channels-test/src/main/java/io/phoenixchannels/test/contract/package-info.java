/**
 * The channels that the recordings of a real Phoenix were made with, so that one suite
 * can run against either server. Built on the public API of the embedded server alone.
 */
@NullMarked
package io.phoenixchannels.test.contract;

import org.jspecify.annotations.NullMarked;
