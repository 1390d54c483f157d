package io.phoenixchannels.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page that people read.
 *
 * @param path from the root of the project
 */
record Document(Path path, String text) {

	static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern BLOCK = Pattern.compile("^(?:<!-- ([^\\n]+) -->\\n)?```(\\w+)\\n(.*?)^```$",
			Pattern.DOTALL | Pattern.MULTILINE);

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

	private static final Pattern TEST = Pattern.compile("`(\\w+Tests(?:\\.\\w+)?)`");

	/**
	 * All pages of the project.
	 */
	static Stream<Document> all() throws IOException {
		List<Path> pages = new ArrayList<>();
		for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
			pages.addAll(pagesIn(folder));
		}
		try (Stream<Path> modules = Files.list(ROOT)) {
			for (Path module : modules.filter((path) -> Files.exists(path.resolve("pom.xml"))).toList()) {
				pages.addAll(pagesIn(module));
			}
		}
		return pages.stream().sorted().map(Document::read);
	}

	private static List<Path> pagesIn(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.getFileName().toString().endsWith(".md")).toList();
		}
	}

	private static Document read(Path page) {
		try {
			return new Document(ROOT.relativize(page), Files.readString(page));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The fenced blocks of one language.
	 */
	List<Block> blocks(String language) {
		List<Block> blocks = new ArrayList<>();
		Matcher matcher = BLOCK.matcher(this.text);
		while (matcher.find()) {
			if (matcher.group(2).equals(language)) {
				blocks.add(new Block(matcher.group(1), matcher.group(3)));
			}
		}
		return blocks;
	}

	/**
	 * The targets of all links, but those that lead out of the project.
	 */
	List<String> links() {
		return LINK.matcher(this.text)
			.results()
			.map((link) -> link.group(1))
			.filter((link) -> !link.matches("[a-z]+:.*"))
			.toList();
	}

	/**
	 * The tests that are named as a proof: {@code SomeTests}, or one method of it.
	 */
	List<String> tests() {
		return TEST.matcher(this.text).results().map((test) -> test.group(1)).toList();
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

	/**
	 * A fenced block.
	 *
	 * @param marker what a comment directly above it says; null if there is none
	 */
	record Block(String marker, String text) {
	}

}
