package io.phoenixchannels.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Processes that take turns, and those that do not behave.
 */
@Timeout(30)
class ChildTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static List<String> shell(String script) {
		return List.of("sh", "-c", script);
	}

	@Test
	void processGoesOnOnlyInItsTurn() throws Exception {
		try (Child child = new Child(shell("echo a; echo turn; read x; echo b; echo turn; read x; echo; echo c"),
				null)) {
			assertThat(child.turn(PATIENCE)).isFalse();
			assertThat(child.lines()).containsExactly("a");
			assertThat(child.turn(PATIENCE)).isFalse();
			assertThat(child.lines()).containsExactly("a", "b");
			assertThat(child.turn(PATIENCE)).isTrue();
			assertThat(child.lines()).containsExactly("a", "b", "c");
			assertThat(child.seconds()).isPositive();
		}
	}

	@Test
	void processThatFailsSaysWhatItSaidLast() throws Exception {
		try (Child child = new Child(shell("echo turn; read x; echo no luck; exit 3"), null)) {
			assertThat(child.turn(PATIENCE)).isFalse();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> child.turn(PATIENCE))
				.withMessage("ended with 3: no luck");
		}
	}

	@Test
	void patienceIsForOneTurn() throws Exception {
		try (Child child = new Child(shell("echo turn; read x; read forever"), null)) {
			assertThat(child.turn(PATIENCE)).isFalse();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> child.turn(Duration.ofMillis(100)))
				.withMessage("took longer than 0 s");
		}
	}

	@Test
	void processThatIsRunToItsEndMayNotWaitForTurns() throws Exception {
		assertThat(Child.run(shell("echo a; echo b"), null, PATIENCE)).containsExactly("a", "b");
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> Child.run(shell("echo a; echo turn; read x"), null, PATIENCE))
			.withMessage("waits for a turn that nobody gives: a");
	}

}
