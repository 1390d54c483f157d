package io.phoenixchannels.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;

import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/**
 * A JFR recording of the rounds that count, where one is asked for.
 */
final class Profile {

	private final String file;

	private final @Nullable Recording recording;

	private Profile(String file, @Nullable Recording recording) {
		this.file = file;
		this.recording = recording;
	}

	static Profile begin(Row.Arguments row) throws IOException, ParseException {
		String file = row.text("profile");
		if (file.isEmpty()) {
			return new Profile(file, null);
		}
		Recording recording = new Recording(Configuration.getConfiguration("profile"));
		recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
		recording.start();
		return new Profile(file, recording);
	}

	void end() throws IOException {
		if (this.recording != null) {
			this.recording.stop();
			this.recording.dump(Path.of(this.file));
			this.recording.close();
		}
	}

}
