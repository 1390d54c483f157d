package io.phoenixchannels.test.js;

import java.util.List;
import java.util.Map;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.Flavour;
import io.phoenixchannels.test.contract.PhoenixContractChannels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The official JavaScript client takes the embedded server for a Phoenix.
 */
@Timeout(300)
class PhoenixJsTests {

	private static final List<String> CHECKS = List.of("join brings the reply", "join of an unknown topic is rejected",
			"join may be denied", "connect params and auth token arrive", "pushes are answered",
			"broadcasts and pushes are heard", "a flood arrives in order", "heartbeats are answered",
			"presence is followed", "a crashed channel is joined again", "a channel that the server closes is closed",
			"a duplicate join replaces the first one",
			"a duplicate join on the wire closes the old channel after the new reply", "a leave is confirmed",
			"a refused handshake never opens", "a killed connection is healed", "a drained connection is healed",
			"a restarted server is joined again");

	private static final List<String> BINARY_CHECKS = List.of("bytes go there and back",
			"a join may be answered with bytes");

	private static NodeScript script;

	private EmbeddedPhoenixServer server;

	@BeforeAll
	static void installPackages() throws Exception {
		script = NodeScript.install();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "2.0.0,BANDIT", "1.0.0,BANDIT", "2.0.0,COWBOY", "1.0.0,COWBOY" })
	void phoenixJsTakesTheServerForAPhoenix(String vsn, Flavour flavour) throws Exception {
		this.server = PhoenixContractChannels.install(EmbeddedPhoenixServer.builder().flavour(flavour)).start();
		List<String> lines = script.run(List.of("judge.mjs", this.server.url(), vsn),
				Map.of("please restart", this::restart));
		assertThat(lines.get(0)).isEqualTo("phoenix.js " + script.version("phoenix"));
		assertThat(lines).noneMatch((line) -> line.startsWith("not ok"));
		assertThat(lines).filteredOn((line) -> line.startsWith("ok "))
			.extracting((line) -> line.substring("ok ".length()))
			.startsWith(CHECKS.toArray(String[]::new))
			.hasSize(CHECKS.size() + ("2.0.0".equals(vsn) ? BINARY_CHECKS.size() : 0))
			.endsWith(("2.0.0".equals(vsn) ? BINARY_CHECKS : CHECKS.subList(CHECKS.size() - 1, CHECKS.size()))
				.toArray(String[]::new));
		assertThat(lines).endsWith("done");
	}

	private void restart() {
		this.server.stopAbruptly();
		this.server.start();
	}

}
