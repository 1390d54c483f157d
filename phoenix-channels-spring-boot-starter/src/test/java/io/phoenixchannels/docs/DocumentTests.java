package io.phoenixchannels.docs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.phoenixchannels.docs.Document.Block;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a reader copies from a page works.
 */
class DocumentTests {

	private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(phoenix-channels-[\\w-]+)</artifactId>");

	private final PropertyNames names = new PropertyNames();

	private final TestNames tests = new TestNames();

	static Stream<Document> documents() throws IOException {
		return Document.all();
	}

	@ParameterizedTest
	@MethodSource("documents")
	void codeIsTheSourceThatIsCompiled(Document document) throws IOException {
		for (String language : List.of("java", "kotlin")) {
			for (Block block : document.blocks(language)) {
				assertIsCompiled(block);
			}
		}
	}

	private static void assertIsCompiled(Block block) throws IOException {
		assertThat(block.marker()).as("the comment above%n%s", block.text()).isNotNull();
		if (!block.marker().startsWith("example: ")) {
			Snippet snippet = Snippet.of(block.marker());
			assertThat(Snippet.normalized(block.text())).as(block.marker()).isEqualTo(snippet.text());
		}
	}

	@ParameterizedTest
	@MethodSource("documents")
	void propertiesExist(Document document) throws IOException {
		for (Block block : document.blocks("properties")) {
			Properties properties = new Properties();
			properties.load(new StringReader(block.text()));
			assertThat(properties.stringPropertyNames()).as(block.text()).isNotEmpty().allMatch(this.names::contain);
		}
		for (Block block : document.blocks("yaml")) {
			assertThat(yamlNames(block.text())).as(block.text()).isNotEmpty().allMatch(this.names::contain);
		}
	}

	private static List<String> yamlNames(String yaml) throws IOException {
		List<PropertySource<?>> sources = new YamlPropertySourceLoader().load("page",
				new ByteArrayResource(yaml.getBytes()));
		return sources.stream()
			.flatMap((source) -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("documents")
	void dependenciesAreModulesOfThisProject(Document document) {
		for (Block block : document.blocks("xml")) {
			ARTIFACT.matcher(block.text())
				.results()
				.map((artifact) -> Document.ROOT.resolve(artifact.group(1)).resolve("pom.xml"))
				.forEach((pom) -> assertThat(pom).exists());
		}
	}

	@ParameterizedTest
	@MethodSource("documents")
	void linksLeadSomewhere(Document document) throws IOException {
		for (String link : document.links()) {
			String[] parts = link.split("#", 2);
			Path target = parts[0].isEmpty() ? Document.ROOT.resolve(document.path())
					: Document.ROOT.resolve(document.path()).resolveSibling(parts[0]).normalize();
			assertThat(target).as("target of %s", link).exists();
			if (parts.length == 2) {
				assertThat(anchors(target)).as("headings of %s", target).contains(parts[1]);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("documents")
	void testsThatAreNamedExist(Document document) {
		assertThat(document.tests()).allMatch(this.tests::contain);
	}

	/**
	 * The anchors that headings get where pages are shown.
	 */
	private static List<String> anchors(Path page) throws IOException {
		try (Stream<String> lines = Files.lines(page)) {
			return lines.filter((line) -> line.matches("#+ .*"))
				.map((line) -> line.replaceFirst("#+ ", "")
					.toLowerCase()
					.replaceAll("[^\\p{L}\\p{N} _-]", "")
					.replace(' ', '-'))
				.toList();
		}
	}

}
