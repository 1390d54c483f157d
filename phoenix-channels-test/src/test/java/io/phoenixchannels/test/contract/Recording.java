package io.phoenixchannels.test.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One file of recorded frames.
 */
record Recording(String server, String version, String scenario, List<Line> lines) {

	private static final JsonMapper JSON = new JsonMapper();

	static Recording read(Path file) {
		List<Line> lines = new ArrayList<>();
		try {
			for (String line : Files.readAllLines(file)) {
				lines.add(new Line(JSON.readTree(line)));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		String scenario = file.getFileName().toString().replace(".jsonl", "");
		Path version = file.getParent();
		return new Recording(version.getParent().getFileName().toString(), version.getFileName().toString(), scenario,
				closesLast(lines));
	}

	/**
	 * A client that closed while an answer was under way raced the server: here its close
	 * waits for that answer.
	 */
	private static List<Line> closesLast(List<Line> lines) {
		List<Line> ordered = new ArrayList<>(lines);
		for (int i = 0; i < ordered.size(); i++) {
			Line close = ordered.get(i);
			if (close.isClient() && close.kind().equals("close")) {
				int last = i;
				for (int j = i + 1; j < ordered.size(); j++) {
					Line line = ordered.get(j);
					if (line.connection().equals(close.connection()) && !line.isClient()
							&& List.of("text", "binary").contains(line.kind())) {
						last = j;
					}
				}
				if (last > i) {
					ordered.remove(i);
					ordered.add(last, close);
				}
			}
		}
		return ordered;
	}

	String name() {
		return this.server + "/" + this.version + "/" + this.scenario;
	}

	/** One recorded event. */
	record Line(JsonNode json) {

		boolean isClient() {
			return this.json.get("dir").stringValue().equals("client");
		}

		String kind() {
			return this.json.get("kind").stringValue();
		}

		String connection() {
			return this.json.path("conn").asString("a");
		}

		long millis() {
			return this.json.get("t").longValue();
		}

		@Nullable String note() {
			return this.json.path("note").asString(null);
		}

		JsonNode data() {
			return this.json.get("data");
		}

		String text() {
			return data().stringValue();
		}

		byte[] bytes() {
			return Base64.getDecoder().decode(data().stringValue());
		}

		byte @Nullable [] rawText() {
			return this.json.has("raw_base64") ? Base64.getDecoder().decode(this.json.get("raw_base64").stringValue())
					: null;
		}

		int code() {
			return data().get("code").intValue();
		}

	}

}
