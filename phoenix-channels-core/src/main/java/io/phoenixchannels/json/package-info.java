/**
 * What reading JSON needs, whoever reads it. Knows neither Jackson nor Phoenix.
 */
@NullMarked
package io.phoenixchannels.json;

import org.jspecify.annotations.NullMarked;
