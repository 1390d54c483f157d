package io.phoenixchannels.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A part of a source file, named by the comment above a block: {@code snippet:
 * path/of/File.java#tag}.
 *
 * @param file from the root of the project
 */
record Snippet(Path file, String tag) {

	private static final Pattern MARKER = Pattern.compile("snippet: (\\S+\\.(?:java|kt))#([\\w-]+)");

	static Snippet of(String marker) {
		Matcher matcher = MARKER.matcher(marker);
		assertThat(matcher.matches()).as("'%s' names a snippet", marker).isTrue();
		return new Snippet(Path.of(matcher.group(1)), matcher.group(2));
	}

	/**
	 * What stands between the tags, without the indentation that all lines share.
	 */
	String text() throws IOException {
		String source = Files.readString(Document.ROOT.resolve(this.file)).replace("\t", "    ");
		Matcher matcher = Pattern
			.compile("(?ms)^ *// tag::" + this.tag + "\\[\\]\\n(.*?)^ *// end::" + this.tag + "\\[\\]$")
			.matcher(source);
		assertThat(matcher.find()).as("%s has the tag '%s'", this.file, this.tag).isTrue();
		return normalized(matcher.group(1).replaceAll("(?m)^ *// (tag|end)::.*\\n", ""));
	}

	/**
	 * A text without what differs between a source file and a page.
	 */
	static String normalized(String text) {
		return text.replace("\t", "    ").stripTrailing().stripIndent().strip();
	}

}
