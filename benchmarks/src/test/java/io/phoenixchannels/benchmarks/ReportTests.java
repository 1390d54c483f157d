package io.phoenixchannels.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What is made of the figures.
 */
class ReportTests {

	private static Results results(double listener) {
		Results results = new Results();
		add(results, "flood-100", "spring", Map.of("per-second", 4_000_000.0, "bytes", 150.0, "server-cpu", 0.2));
		add(results, "flood-100", "phoenix.js", Map.of("per-second", 600_000.0));
		add(results, "flood-100", "listener-direct", Map.of("per-second", listener, "bytes", 1000.0));
		return results;
	}

	private static void add(Results results, String figure, String contender, Map<String, Double> metrics) {
		results.add(new RowSpec(figure, contender, Map.of()), new RowResult(metrics, Map.of("collector", "Copy")));
	}

	@Test
	void targetsAreMetOrNot() {
		String work = "| flood 100 B to an annotated method taking a record, run on the reading thread | ";
		assertThat(new Targets().table(results(1_300_000), false)).contains(
				work + "at least 2.00 x phoenix.js | 2.17 | met |",
				work + "at least 0.30 of the raw Spring client | 0.33 | met |");
		assertThat(new Targets().table(results(1_100_000), false)).contains(
				work + "at least 2.00 x phoenix.js | 1.83 | **not met** |",
				work + "at least 0.30 of the raw Spring client | 0.28 | **not met** |",
				"| allocation per 100 B event beyond the raw client's own, on the reading thread"
						+ " | at most 700 B | 850 | **not met** |");
	}

	@Test
	void targetsWithoutFigureAreSaidToBeNotMeasured() {
		assertThat(new Targets().table(results(1_300_000), true))
			.contains("| flood 100 B to an annotated method taking a record, run on the reading thread"
					+ " | at least 7.00 x JavaPhoenixClient |  | not measured |");
		assertThat(new Targets().table(results(1_300_000), false)).noneMatch((line) -> line.contains("not measured"));
	}

	@Test
	void tablesShowRatiosAndRowsThatFailed() {
		Results results = results(1_000_000);
		results.addMissing(new RowSpec("flood-100", "core", Map.of()), "took longer than 120 s");
		assertThat(new Tables(results).all(false)).contains(
				"| **`@PhoenixListener` method on the reading thread** | 1,000,000 (0.25) |  |  | 1,000 |  |  |",
				"- flood-100/core: took longer than 120 s");
		assertThat(results.serverShare()).isEqualTo(0.2);
		assertThat(results.collectors()).isEqualTo("Copy");
	}

	@Test
	void pictureHasABarForEachContender() {
		assertThat(Chart.of(results(1_000_000), "a < b")).contains("a &lt; b", ">1,000 k  (0.25)<", ">600 k  (0.15)<");
		assertThat(Chart.of(new Results(), "")).isNull();
	}

	@Test
	void newResultsMoveTheOldOnes(@TempDir Path folder) throws Exception {
		Path readme = folder.resolve("README.md");
		Files.writeString(readme, "before\n<!-- results -->\n## The last run\n\n![old](a.svg)\n\none\n\n"
				+ "<!-- results of the run before -->\n## The run before\n\nzero\n\n<!-- end of results -->\nafter\n");
		ReadmeResults.write(readme, List.of("## The last run", "", "two"), Path.of("b.svg"));
		assertThat(readme).hasContent("before\n<!-- results -->\n## The last run\n\n"
				+ "![How fast events reach the handler of each client](b.svg)\n\ntwo\n\n"
				+ "<!-- results of the run before -->\n## The run before\n\none\n\n<!-- end of results -->\nafter\n");
	}

	@Test
	void readmeOfTheModuleHasAPlaceForResults(@TempDir Path folder) throws Exception {
		Path readme = Files.copy(Path.of("README.md"), folder.resolve("README.md"));
		List<String> results = List.of("## The last run", "", "two");
		ReadmeResults.write(readme, results, Path.of("b.svg"));
		assertThat(Files.readString(readme)).contains("(b.svg)\n\ntwo\n");
		Files.writeString(readme, "nothing");
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> ReadmeResults.write(readme, results, Path.of("b.svg")))
			.withMessageContaining("<!-- results -->");
	}

	@Test
	void optionsAreChecked() {
		assertThatIllegalArgumentException().isThrownBy(() -> Options.of("--fast"))
			.withMessageContaining("no option --fast")
			.withMessageContaining("--quick");
		Options options = Options.of("--only=flood-100/,joins", "--gc=G1");
		assertThat(RowSpec.all().stream().filter(options::wants).map(RowSpec::name))
			.contains("flood-100/core", "joins-1000/phoenix.js")
			.doesNotContain("flood-100-topics/core");
		assertThat(options.isComplete()).isFalse();
		assertThat(Options.of().isComplete()).isTrue();
	}

	@Test
	void namesOfRowsAreUnique() {
		assertThat(RowSpec.all().stream().map(RowSpec::name)).doesNotHaveDuplicates();
	}

}
