package io.phoenixchannels.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * What a recording says, in words: where the time goes, and what is allocated where.
 */
final class ProfileSummary {

	private static final int LINES = 15;

	private static final String OURS = "io.phoenixchannels.";

	private static final String BENCHMARKS = "io.phoenixchannels.benchmarks.";

	private final Map<String, Long> self = new HashMap<>();

	private final Map<String, Long> ours = new HashMap<>();

	private final Map<String, Long> threads = new HashMap<>();

	private final Map<String, Long> allocated = new HashMap<>();

	private ProfileSummary() {
	}

	static List<String> of(Path recording) throws IOException {
		ProfileSummary summary = new ProfileSummary();
		try (RecordingFile file = new RecordingFile(recording)) {
			while (file.hasMoreEvents()) {
				summary.add(file.readEvent());
			}
		}
		List<String> lines = new ArrayList<>();
		lines.add("  profile: " + recording);
		table(lines, "threads (samples)", summary.threads);
		table(lines, "the method on top of the stack", summary.self);
		table(lines, "the topmost line of ours, or, if there is none, of the entry to the stack", summary.ours);
		table(lines, "allocated (estimated bytes): class, allocated by, called from our line", summary.allocated);
		return lines;
	}

	private void add(RecordedEvent event) {
		String type = event.getEventType().getName();
		if (event.getStackTrace() == null) {
			return;
		}
		List<RecordedFrame> frames = event.getStackTrace().getFrames();
		if (type.equals("jdk.ExecutionSample") || type.equals("jdk.NativeMethodSample")) {
			boolean waiting = type.equals("jdk.NativeMethodSample") && !name(frames.get(0)).contains("FileDispatcher");
			if (!waiting) {
				this.threads.merge(event.getThread("sampledThread").getJavaName().replaceAll("\\d+", "n"), 1L,
						Long::sum);
				this.self.merge(name(frames.get(0)), 1L, Long::sum);
				this.ours.merge(place(frames), 1L, Long::sum);
			}
		}
		else if (type.equals("jdk.ObjectAllocationSample")) {
			RecordedClass allocated = event.getClass("objectClass");
			this.allocated.merge(allocated.getName() + " | " + name(frames.get(0)) + " | " + place(frames),
					event.getLong("weight"), Long::sum);
		}
	}

	private static String place(List<RecordedFrame> frames) {
		RecordedFrame found = ours(frames);
		RecordedFrame frame = (found != null) ? found : frames.get(frames.size() - 1);
		return name(frame) + ":" + frame.getLineNumber();
	}

	private static @Nullable RecordedFrame ours(List<RecordedFrame> frames) {
		for (RecordedFrame frame : frames) {
			String type = frame.getMethod().getType().getName();
			if (type.startsWith(OURS) && !type.startsWith(BENCHMARKS)) {
				return frame;
			}
		}
		return null;
	}

	private static String name(RecordedFrame frame) {
		String type = frame.getMethod().getType().getName();
		return type.replaceFirst("^(?:[a-z0-9_]+\\.)+", "") + "." + frame.getMethod().getName();
	}

	private static void table(List<String> lines, String title, Map<String, Long> weights) {
		long total = Math.max(1, weights.values().stream().mapToLong(Long::longValue).sum());
		lines.add("    " + title + ":");
		weights.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
			.limit(LINES)
			.forEach((entry) -> lines.add(String.format(Locale.ROOT, "      %5.1f %%  %s",
					100.0 * entry.getValue() / total, entry.getKey())));
	}

}
