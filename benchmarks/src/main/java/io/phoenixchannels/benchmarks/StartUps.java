package io.phoenixchannels.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.phoenixchannels.benchmarks.startup.ConnectedWebSocketApplication;
import io.phoenixchannels.benchmarks.startup.EmptyApplication;
import io.phoenixchannels.benchmarks.startup.PhoenixApplication;
import io.phoenixchannels.benchmarks.startup.WebSocketApplication;

/**
 * Starts four applications in turn, each several times, on both cores: on one, half of
 * the time is the JIT compiler's.
 */
final class StartUps {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Pattern OURS = Pattern.compile(".*(phoenix-channels-(?:core|spring-boot-[a-z]+)).*");

	private final String url;

	private final int times;

	private final List<String> jvmOptions;

	private final Path folder;

	StartUps(String url, int times, List<String> jvmOptions, Path folder) {
		this.url = url;
		this.times = times;
		this.jvmOptions = jvmOptions;
		this.folder = folder;
	}

	RowResult run() throws IOException, InterruptedException {
		List<String> withOurs = new ArrayList<>();
		List<String> withoutOurs = new ArrayList<>();
		for (String entry : ClassPaths.withTomcat().split(File.pathSeparator)) {
			Matcher ours = OURS.matcher(entry);
			if (ours.matches()) {
				withOurs.add(packed(Path.of(entry), ours.group(1)));
			}
			else {
				withOurs.add(entry);
				withoutOurs.add(entry);
			}
		}
		String all = String.join(File.pathSeparator, withOurs);
		String others = String.join(File.pathSeparator, withoutOurs);
		Map<String, List<Double>> ready = new LinkedHashMap<>();
		for (int i = 0; i < this.times; i++) {
			start(ready, "empty", EmptyApplication.class, others);
			start(ready, "websocket", WebSocketApplication.class, others);
			start(ready, "connected", ConnectedWebSocketApplication.class, others);
			start(ready, "phoenix", PhoenixApplication.class, all);
		}
		Map<String, Double> metrics = new LinkedHashMap<>();
		ready.forEach((name, millis) -> metrics.put(name + "-ms", median(millis)));
		List<Double> phoenix = Objects.requireNonNull(ready.get("phoenix"));
		List<Double> connected = Objects.requireNonNull(ready.get("connected"));
		// Each is compared with its neighbour, as the machine is not always equally fast.
		metrics.put("added-ms",
				median(IntStream.range(0, this.times).mapToObj((i) -> phoenix.get(i) - connected.get(i)).toList()));
		return new RowResult(metrics, Map.of());
	}

	private static double median(List<Double> values) {
		return values.stream().sorted().toList().get(values.size() / 2);
	}

	private String packed(Path entry, String name) throws IOException {
		return Files.isDirectory(entry) ? Jars.pack(entry, this.folder.resolve(name + ".jar")).toString()
				: entry.toString();
	}

	private void start(Map<String, List<Double>> ready, String name, Class<?> application, String classPath)
			throws IOException, InterruptedException {
		List<String> command = Child.java(this.jvmOptions, classPath, application, List.of("--server.port=0",
				"--spring.main.banner-mode=off", "--logging.level.root=warn", "--phoenix.channels.url=" + this.url));
		RowResult result = RowRunner.parse(Child.run(command, null, PATIENCE));
		ready.computeIfAbsent(name, (key) -> new ArrayList<>())
			.add(Objects.requireNonNull(result.metrics().get("ready-ms")));
	}

}
