package io.phoenixchannels.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All tests of this project, as their sources name them.
 */
final class TestNames {

	private static final Pattern FILE = Pattern.compile("(\\w+Tests)\\.(java|kt)");

	private final Map<String, String> sources = new HashMap<>();

	TestNames() {
		try (Stream<Path> files = Files.walk(Document.ROOT, 20)) {
			for (Path file : files.toList()) {
				Matcher name = FILE.matcher(file.getFileName().toString());
				if (name.matches()) {
					this.sources.merge(name.group(1), Files.readString(file), String::concat);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	boolean contain(String test) {
		String[] parts = test.split("\\.");
		String source = this.sources.get(parts[0]);
		return source != null && (parts.length == 1 || source.contains("void " + parts[1] + "(")
				|| source.contains("fun " + parts[1] + "("));
	}

}
