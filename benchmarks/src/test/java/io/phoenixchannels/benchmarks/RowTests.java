package io.phoenixchannels.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.phoenixchannels.benchmarks.workload.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The rows still work. They are run for a moment only, and nobody looks at how fast they
 * are.
 */
@ExtendWith(OutputCaptureExtension.class)
class RowTests {

	private static final List<String> LONG = List.of("flood-1024", "flood-16384", "outbound-1024", "outbound-16384",
			"joins-10000", RowSpec.START_UP, RowSpec.PARTS, RowSpec.PHOENIX_JS, RowSpec.CORE_JETTY);

	private static final Path JS = Path.of("target", "benchmarks", "js");

	private static LoadServerProcess server;

	@BeforeAll
	static void start() throws Exception {
		server = new LoadServerProcess(new Pinning(false));
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	static Stream<RowSpec> rows() {
		return RowSpec.all().stream().filter((row) -> LONG.stream().noneMatch(row.name()::contains));
	}

	@ParameterizedTest
	@MethodSource("rows")
	@Timeout(60)
	void rowGivesFigures(RowSpec row, CapturedOutput output) throws Exception {
		Row.run(new Row.Arguments(arguments(row)));
		RowResult result = RowRunner.parse(output.getOut().lines().toList());
		assertThat(result.facts()).containsKey("collector");
		assertThat(result.metrics()).isNotEmpty().allSatisfy((name, value) -> assertThat(value).as(name).isFinite());
		if (result.metrics().containsKey("per-second")) {
			assertThat(result.metrics().get("per-second")).isPositive();
		}
	}

	@Test
	@Timeout(180)
	void phoenixJsGivesFigures() throws Exception {
		RowResult result = RowRunner
			.parse(Child.run(phoenixJs(arguments(row("flood-100/phoenix.js"))), JS.toFile(), Duration.ofSeconds(60)));
		assertThat(result.metrics().get("per-second")).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "flood-100/nio", "round-trip-1/spring", "joins-1000/spring", "round-trip-1/phoenix.js",
			"joins-1000/phoenix.js" })
	@Timeout(180)
	void rowWaitsForItsTurnBeforeEachRound(String name) throws Exception {
		RowSpec row = row(name);
		Map<String, String> arguments = arguments(row);
		arguments.putAll(Map.of("turns", "1", "rounds", "2"));
		boolean js = row.contender().equals(RowSpec.PHOENIX_JS);
		List<String> command = js ? phoenixJs(arguments)
				: Child.java(List.of(), ClassPaths.of(row.contender()), Row.class, words(arguments));
		try (Child child = new Child(command, js ? JS.toFile() : null)) {
			assertThat(child.turn(Duration.ofSeconds(60))).isFalse();
			assertThat(child.turn(Duration.ofSeconds(60))).isFalse();
			assertThat(child.lines()).noneMatch((line) -> line.startsWith("metric"));
			assertThat(child.turn(Duration.ofSeconds(60))).isTrue();
			assertThat(RowRunner.parse(child.lines()).metrics()).isNotEmpty()
				.allSatisfy((metric, value) -> assertThat(value).as(metric).isFinite());
		}
	}

	private static List<String> phoenixJs(Map<String, String> arguments) throws Exception {
		assumeThat(PhoenixJs.install(JS).missing()).isEmpty();
		return Stream.concat(Stream.of("node", "--expose-gc", "row.mjs"), words(arguments).stream()).toList();
	}

	private static List<String> words(Map<String, String> arguments) {
		return arguments.entrySet().stream().map((entry) -> entry.getKey() + "=" + entry.getValue()).toList();
	}

	private static RowSpec row(String name) {
		return RowSpec.all().stream().filter((each) -> each.name().equals(name)).toList().get(0);
	}

	/**
	 * In a process of its own: this one has Tomcat's container.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "flood-100", "outbound-100" })
	@Timeout(60)
	void rowOnJettysContainerGivesFigures(String figure) throws Exception {
		RowSpec row = row(figure + "/" + RowSpec.CORE_JETTY);
		String classPath = ClassPaths.of(row.contender());
		assertThat(classPath).contains("jetty-").doesNotContain("tomcat-embed-websocket");
		assertThat(ClassPaths.withTomcat()).contains("tomcat-embed-websocket").doesNotContain("jetty-");
		RowResult result = RowRunner.parse(Child.run(Child.java(List.of(), classPath, Row.class, words(arguments(row))),
				null, Duration.ofSeconds(50)));
		assertThat(result.metrics().get("per-second")).isPositive();
	}

	private static Map<String, String> arguments(RowSpec row) {
		Map<String, Object> arguments = new HashMap<>(
				Map.of("turns", 0, "rounds", 1, "round-ms", 5, "warm-up-ms", 0, "slow-ms", 100, "idle-ms", 100));
		arguments.putAll(row.arguments());
		arguments.computeIfPresent("topics", (name, topics) -> Math.min(200, (int) topics));
		if (row.contender().equals("java-phoenix-client")) {
			// It loses a reply now and then, and waits for its timeout.
			arguments.put("rejoin", 0);
		}
		arguments.put("url", server.url());
		arguments.put("profile", "");
		arguments.put("contender", row.contender());
		return arguments.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> String.valueOf(entry.getValue())));
	}

}
