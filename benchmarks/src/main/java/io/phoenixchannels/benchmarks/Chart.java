package io.phoenixchannels.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The floods as a picture: bars in relation to the raw Spring client.
 */
final class Chart {

	private static final List<String> CONTENDERS = List.of("spring", "core-direct", "listener-direct", "core",
			"listener", RowSpec.PHOENIX_JS, RowSpec.JAVA_PHOENIX_CLIENT);

	private static final int[] SIZES = { 100, 1024, 16384 };

	private static final List<String> TITLES = List.of("100 B", "1 KB", "16 KB");

	private static final int LABELS = 350;

	private static final int BAR = 420;

	private static final int LINE = 22;

	private Chart() {
	}

	/**
	 * Draws.
	 * @return SVG; null if no flood was measured
	 */
	static @Nullable String of(Results results, String subtitle) {
		List<String> shapes = new ArrayList<>();
		int y = 62;
		for (int i = 0; i < SIZES.length; i++) {
			String figure = "flood-" + SIZES[i];
			Double raw = results.figure(figure, "spring", "per-second");
			if (raw == null) {
				continue;
			}
			shapes.add(text(16, y + 14, "title", "Events of " + TITLES.get(i) + ", a second on one core"));
			y += LINE + 4;
			for (String contender : CONTENDERS) {
				Double rate = results.figure(figure, contender, "per-second");
				if (rate != null) {
					shapes.add(bar(y, contender, rate, rate / raw));
					y += LINE;
				}
			}
			y += 14;
		}
		if (shapes.isEmpty()) {
			return null;
		}
		int width = LABELS + BAR + 150;
		return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + y + "\" width=\"" + width
				+ "\" height=\"" + y + "\" role=\"img\" aria-label=\"Events a second of each client\">\n"
				+ "<style>text{font:13px system-ui,sans-serif;fill:#24292f}.title{font-weight:600}"
				+ ".head{font-size:16px;font-weight:600}.small{font-size:11px;fill:#57606a}.end{text-anchor:end}"
				+ ".ours{fill:#f0592a}.peer{fill:#8c959f}.raw{fill:#d0d7de}</style>\n"
				+ "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
				+ text(16, 26, "head", "How fast events reach the handler") + "\n" + text(16, 46, "small", subtitle)
				+ "\n" + String.join("\n", shapes) + "\n</svg>\n";
	}

	private static String bar(int y, String contender, double rate, double ratio) {
		String kind = contender.equals("spring") ? "raw"
				: (contender.startsWith("core") || contender.startsWith("listener")) ? "ours" : "peer";
		int width = (int) Math.max(1, Math.min(1.2, ratio) * BAR / 1.2);
		String value = String.format(Locale.ROOT, "%,.0f k  (%.2f)", rate / 1000, ratio);
		return text(LABELS - 8, y + 14, "end", label(contender)) + "<rect class=\"" + kind + "\" x=\"" + LABELS
				+ "\" y=\"" + (y + 3) + "\" width=\"" + width + "\" height=\"15\" rx=\"2\"/>"
				+ text(LABELS + width + 6, y + 14, "small", value);
	}

	private static String label(String contender) {
		return switch (contender) {
			case "spring" -> "raw Spring client, only counts";
			case "core" -> "our client, typed handler";
			case "core-direct" -> "our client, typed handler, reading thread";
			case "listener" -> "@PhoenixListener with a record";
			case "listener-direct" -> "@PhoenixListener with a record, reading thread";
			default -> Tables.name(contender);
		};
	}

	private static String text(int x, int y, String kind, String text) {
		String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
		return "<text x=\"" + x + "\" y=\"" + y + "\" class=\"" + kind + "\">" + escaped + "</text>";
	}

}
