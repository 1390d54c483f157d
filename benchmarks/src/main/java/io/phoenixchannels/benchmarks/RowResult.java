package io.phoenixchannels.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a row measured.
 *
 * @param metrics the figures
 * @param facts what else is to be known, such as the garbage collector
 */
record RowResult(Map<String, Double> metrics, Map<String, String> facts) {

	/**
	 * The figures in a line, if there are not too many of them.
	 */
	@Override
	public String toString() {
		List<String> figures = new ArrayList<>();
		new TreeMap<>(this.metrics).forEach((name, value) -> figures
			.add(name + " " + String.format(Locale.ROOT, (Math.abs(value) < 10) ? "%.3f" : "%,.0f", value)));
		return (figures.size() > 12) ? figures.size() + " figures" : String.join(", ", figures);
	}

}
