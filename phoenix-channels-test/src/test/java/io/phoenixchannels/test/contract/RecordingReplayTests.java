package io.phoenixchannels.test.contract;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.Flavour;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every recording of a real Phoenix, replayed against the embedded server.
 */
class RecordingReplayTests {

	/** Scenarios that the embedded server does not play, and why. */
	private static final Map<String, String> LEFT_OUT = Map.of("longpoll", "there is no long-polling transport");

	/**
	 * Scenarios in which the real server races with itself, and what that leaves open.
	 */
	private static final Map<String, Race> RACES = Map.of("leave_twice",
			new Race(Race.replyTo("3"), "the second leave finds the channel alive, dying or gone"),
			"leave_then_rejoin_pipelined",
			new Race(Race.replyTo("2"), "the join may end the channel before it has replied to the leave"), "slow_join",
			new Race(Race.replyTo("3"), "the same, after a join that took its time"));

	private static final List<Recording> RECORDINGS = recordings();

	@TestFactory
	Stream<DynamicTest> answersAsRecorded() {
		return RECORDINGS.stream()
			.filter((recording) -> !LEFT_OUT.containsKey(recording.scenario()))
			.map((recording) -> DynamicTest.dynamicTest(recording.name(), () -> replay(recording)));
	}

	@Test
	void noRecordingIsMissing() {
		assertThat(RECORDINGS).hasSize(207);
		assertThat(RECORDINGS).filteredOn((recording) -> LEFT_OUT.containsKey(recording.scenario())).hasSize(4);
		assertThat(RECORDINGS).extracting(Recording::scenario).containsAll(RACES.keySet());
	}

	private void replay(Recording recording) throws Exception {
		Flavour flavour = recording.server().equals("cowboy") ? Flavour.COWBOY : Flavour.BANDIT;
		try (EmbeddedPhoenixServer server = PhoenixContractChannels.install(EmbeddedPhoenixServer.builder())
			.flavour(flavour)
			.start()) {
			new Replay(recording, server, RACES.get(recording.scenario())).run();
		}
	}

	private static List<Recording> recordings() {
		try (Stream<Path> files = Files
			.walk(Path.of(RecordingReplayTests.class.getResource("/wire/README.md").toURI()).getParent())) {
			return files.filter((file) -> file.toString().endsWith(".jsonl")).sorted().map(Recording::read).toList();
		}
		catch (IOException | URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
