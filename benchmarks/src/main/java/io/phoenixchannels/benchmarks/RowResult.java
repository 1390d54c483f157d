package io.phoenixchannels.benchmarks;

import java.util.Map;

/**
 * What a row measured.
 *
 * @param metrics the figures
 * @param facts what else is to be known, such as the garbage collector
 */
record RowResult(Map<String, Double> metrics, Map<String, String> facts) {
}
