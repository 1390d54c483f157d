package io.phoenixchannels.benchmarks;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.phoenixchannels.benchmarks.startup.EmptyApplication;
import io.phoenixchannels.benchmarks.startup.PhoenixApplication;
import io.phoenixchannels.benchmarks.startup.WebSocketApplication;

/**
 * Starts three applications in turn, each several times.
 */
final class StartUps {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Pinning pinning;

	private final String url;

	private final int times;

	private final List<String> jvmOptions;

	StartUps(Pinning pinning, String url, int times, List<String> jvmOptions) {
		this.pinning = pinning;
		this.url = url;
		this.times = times;
		this.jvmOptions = jvmOptions;
	}

	RowResult run() throws IOException, InterruptedException {
		String all = ClassPaths.withTomcat();
		String withoutOurs = Arrays.stream(all.split(File.pathSeparator))
			.filter((entry) -> !entry.matches(".*phoenix-channels-(core|spring-boot-).*"))
			.collect(Collectors.joining(File.pathSeparator));
		Map<String, List<Double>> ready = new LinkedHashMap<>();
		for (int i = 0; i < this.times; i++) {
			start(ready, "empty", EmptyApplication.class, withoutOurs);
			start(ready, "websocket", WebSocketApplication.class, withoutOurs);
			start(ready, "phoenix", PhoenixApplication.class, all);
		}
		Map<String, Double> metrics = new LinkedHashMap<>();
		ready.forEach(
				(name, millis) -> metrics.put(name + "-ms", millis.stream().sorted().toList().get(this.times / 2)));
		double added = Objects.requireNonNull(metrics.get("phoenix-ms"))
				- Objects.requireNonNull(metrics.get("websocket-ms"));
		metrics.put("added-ms", added);
		return new RowResult(metrics, Map.of());
	}

	private void start(Map<String, List<Double>> ready, String name, Class<?> application, String classPath)
			throws IOException, InterruptedException {
		List<String> command = Child.java(this.jvmOptions, classPath, application, List.of("--server.port=0",
				"--spring.main.banner-mode=off", "--logging.level.root=warn", "--phoenix.channels.url=" + this.url));
		RowResult result = RowRunner.parse(Child.run(this.pinning.on(0, command), null, PATIENCE));
		ready.computeIfAbsent(name, (key) -> new ArrayList<>())
			.add(Objects.requireNonNull(result.metrics().get("ready-ms")));
	}

}
