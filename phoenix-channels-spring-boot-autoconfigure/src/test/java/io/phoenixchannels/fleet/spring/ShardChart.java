package io.phoenixchannels.fleet.spring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A picture of who owned which shard when: a row for each shard, a colour for each
 * instance, a line for each kill.
 */
final class ShardChart {

	private static final int ROW = 6;

	private static final int LEFT = 40;

	private static final int TOP = 24;

	private final int shards;

	private final List<int[]> samples = new ArrayList<>();

	private final List<Integer> kills = new ArrayList<>();

	private final Map<String, Integer> instances = new LinkedHashMap<>();

	private int[] current;

	ShardChart(int shards) {
		this.shards = shards;
		this.current = blank();
	}

	private int[] blank() {
		int[] owners = new int[this.shards];
		Arrays.fill(owners, -1);
		return owners;
	}

	void owned(String instance, Collection<Integer> owned) {
		int number = this.instances.computeIfAbsent(instance, (key) -> this.instances.size());
		owned.forEach((shard) -> this.current[shard] = number);
	}

	void next() {
		this.samples.add(this.current);
		this.current = blank();
	}

	void killed() {
		this.kills.add(this.samples.size());
	}

	/**
	 * The picture, with a sample for each tenth of a second.
	 */
	String svg() {
		double step = 900.0 / this.samples.size();
		int height = TOP + this.shards * ROW + 30;
		StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 " + height
				+ "\" font-family=\"sans-serif\" font-size=\"11\">\n<title>Who owned which shard: a colour for each"
				+ " instance, a line for each kill, white while nobody did</title>\n<rect width=\"960\" height=\""
				+ height + "\" fill=\"#fff\"/>\n");
		svg.append("<text x=\"")
			.append(LEFT)
			.append("\" y=\"14\">")
			.append(this.shards)
			.append(" shards, ")
			.append(this.instances.size())
			.append(" instances, ")
			.append(this.kills.size())
			.append(" kills</text>\n");
		for (int shard = 0; shard < this.shards; shard++) {
			row(svg, shard, step);
		}
		for (int kill : this.kills) {
			double x = LEFT + kill * step;
			svg.append(String.format(Locale.ROOT,
					"<path d=\"M%.1f %dV%d\" stroke=\"#000\" stroke-width=\".7\" stroke-dasharray=\"2 2\"/>%n", x,
					TOP - 4, TOP + this.shards * ROW));
		}
		for (int second = 0; second * 10 < this.samples.size(); second += 5) {
			svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%d s</text>%n", LEFT + second * 10 * step,
					TOP + this.shards * ROW + 16, second));
		}
		return svg.append("</svg>\n").toString();
	}

	private void row(StringBuilder svg, int shard, double step) {
		int from = 0;
		for (int sample = 1; sample <= this.samples.size(); sample++) {
			int owner = this.samples.get(from)[shard];
			if (sample == this.samples.size() || this.samples.get(sample)[shard] != owner) {
				if (owner >= 0) {
					svg.append(String.format(Locale.ROOT,
							"<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"hsl(%d %d%% %d%%)\"/>%n",
							LEFT + from * step, TOP + shard * ROW, (sample - from) * step, ROW - 1, owner * 47 % 360,
							60 - owner % 3 * 15, 45 + owner % 4 * 8));
				}
				from = sample;
			}
		}
	}

}
