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
		Path folder = Path.of("target", "benchmarks", "js");
		PhoenixJs phoenixJs = PhoenixJs.install(folder);
		assumeThat(phoenixJs.missing()).isEmpty();
		RowSpec row = RowSpec.all()
			.stream()
			.filter((each) -> each.name().equals("flood-100/phoenix.js"))
			.toList()
			.get(0);
		List<String> command = Stream
			.concat(Stream.of("node", "--expose-gc", "row.mjs"),
					arguments(row).entrySet().stream().map((entry) -> entry.getKey() + "=" + entry.getValue()))
			.toList();
		RowResult result = RowRunner.parse(Child.run(command, folder.toFile(), Duration.ofSeconds(60)));
		assertThat(result.metrics().get("per-second")).isPositive();
	}

	/**
	 * In a process of its own: this one has Tomcat's container.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "flood-100", "outbound-100" })
	@Timeout(60)
	void rowOnJettysContainerGivesFigures(String figure) throws Exception {
		RowSpec row = RowSpec.all()
			.stream()
			.filter((each) -> each.name().equals(figure + "/" + RowSpec.CORE_JETTY))
			.toList()
			.get(0);
		String classPath = ClassPaths.of(row.contender());
		assertThat(classPath).contains("jetty-").doesNotContain("tomcat-embed-websocket");
		assertThat(ClassPaths.withTomcat()).contains("tomcat-embed-websocket").doesNotContain("jetty-");
		List<String> words = arguments(row).entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=" + entry.getValue())
			.toList();
		RowResult result = RowRunner
			.parse(Child.run(Child.java(List.of(), classPath, Row.class, words), null, Duration.ofSeconds(50)));
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
