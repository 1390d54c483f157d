package io.phoenixchannels.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The place in a document where results stand: those of the last run, and those of the
 * run before, so that one sees how much they vary.
 */
final class ReadmeResults {

	private static final String LATEST = "<!-- results -->";

	private static final String PREVIOUS = "<!-- results of the run before -->";

	private static final String END = "<!-- end of results -->";

	private static final String ALT = "How fast events reach the handler of each client";

	private ReadmeResults() {
	}

	/**
	 * Puts the results in with their picture, and moves those that stood there without
	 * theirs.
	 * @param results begin with a title and an empty line
	 * @throws IOException if the document has no place for them
	 */
	static void write(Path document, List<String> results, Path picture) throws IOException {
		String text = Files.readString(document);
		int latest = text.indexOf(LATEST);
		int previous = text.indexOf(PREVIOUS);
		int end = text.indexOf(END);
		if (latest < 0 || previous < latest || end < previous) {
			throw new IOException(
					document + " lacks the lines " + LATEST + ", " + PREVIOUS + " and " + END + ", in this order");
		}
		String before = text.substring(latest + LATEST.length(), previous)
			.replaceFirst("(?m)^!\\[.*\\R\\R", "")
			.replaceFirst("(?m)^## The last run$", "## The run before");
		List<String> lines = new ArrayList<>(results);
		lines.addAll(2, List.of("![" + ALT + "](" + picture + ")", ""));
		Files.writeString(document, text.substring(0, latest) + LATEST + "\n" + String.join("\n", lines) + "\n\n"
				+ PREVIOUS + before + text.substring(end));
	}

}
