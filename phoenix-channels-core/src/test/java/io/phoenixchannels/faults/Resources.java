package io.phoenixchannels.faults;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this JVM holds.
 *
 * @param heap bytes in use after a collection
 * @param files open handles, sockets among them; 0 where the system does not tell
 */
record Resources(long heap, int threads, long files) {

	private static final Path HANDLES = Path.of("/proc/self/fd");

	static Resources now() throws IOException {
		return new Resources(heapInUse(), ManagementFactory.getThreadMXBean().getThreadCount(), openFiles());
	}

	private static long heapInUse() {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 3; i++) {
			System.gc();
			least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return least;
	}

	private static long openFiles() throws IOException {
		if (!Files.isDirectory(HANDLES)) {
			return 0;
		}
		try (Stream<Path> handles = Files.list(HANDLES)) {
			return handles.count();
		}
	}

	/**
	 * How many threads there are of each name, without its numbers.
	 */
	static Map<String, Long> threadNames() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.collect(Collectors.groupingBy((thread) -> thread.getName().replaceAll("\\d+", "n"), TreeMap::new,
					Collectors.counting()));
	}

	static String megabytes(long bytes) {
		return Math.round(bytes / 1e5) / 10.0 + " MB";
	}

}
