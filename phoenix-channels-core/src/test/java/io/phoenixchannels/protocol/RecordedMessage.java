package io.phoenixchannels.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One WebSocket message of a recording of a real Phoenix.
 *
 * @param data the text, or the bytes as Base64, as the recording has them
 */
record RecordedMessage(String file, int line, String scenario, boolean fromServer, WireMessage wire, String data) {

	private static final Path RECORDINGS = Path.of(System.getProperty("basedir", ""),
			"../phoenix-channels-test/src/test/resources/wire");

	private static final JsonMapper MAPPER = new JsonMapper();

	/**
	 * All messages that went over sockets of a version, with either web server.
	 */
	static List<RecordedMessage> of(String version) {
		try (Stream<Path> files = Files.walk(RECORDINGS)) {
			return files.filter((file) -> file.toString().endsWith(".jsonl"))
				.filter((file) -> file.getParent().getFileName().toString().equals(version))
				.sorted()
				.flatMap(RecordedMessage::read)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<RecordedMessage> read(Path file) {
		String name = RECORDINGS.relativize(file).toString();
		String scenario = file.getFileName().toString().replace(".jsonl", "");
		List<RecordedMessage> messages = new ArrayList<>();
		try {
			int number = 0;
			for (String line : Files.readAllLines(file)) {
				number++;
				JsonNode json = MAPPER.readTree(line);
				String kind = json.get("kind").asString();
				if (kind.equals("text") || kind.equals("binary")) {
					String data = json.get("data").asString();
					WireMessage wire = kind.equals("text") ? new WireMessage.Text(data)
							: new WireMessage.Binary(Base64.getDecoder().decode(data));
					boolean fromServer = json.get("dir").asString().equals("server");
					messages.add(new RecordedMessage(name, number, scenario, fromServer, wire, data));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return messages.stream();
	}

	String where() {
		return this.file + ":" + this.line;
	}

}
