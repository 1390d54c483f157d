package io.phoenixchannels.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a state machine does, as data: a cell per state and input, with the next state and
 * every effect. The table is text:
 *
 * <pre>
 * == State
 * Input | another input |
 * a third input -> NextState
 *     effect
 *     effect
 * </pre>
 */
final class TransitionTable {

	private final Map<String, Supplier<SessionHarness>> states = new LinkedHashMap<>();

	private final Map<String, BiConsumer<SessionHarness, ConnectionId>> inputs = new LinkedHashMap<>();

	private final Function<SessionHarness, Object> stateOf;

	TransitionTable(Function<SessionHarness, Object> stateOf) {
		this.stateOf = stateOf;
	}

	/**
	 * Adds a row.
	 * @param harness a session that is in this state
	 */
	void state(Class<?> state, Supplier<SessionHarness> harness) {
		this.states.put(state.getSimpleName(), harness);
	}

	/**
	 * Adds a column.
	 * @param name begins with the name of the input's class
	 */
	void input(String name, BiConsumer<SessionHarness, ConnectionId> input) {
		this.inputs.put(name, input);
	}

	Set<String> states() {
		return this.states.keySet();
	}

	/**
	 * The classes of the inputs that have a column.
	 */
	Set<String> inputClasses() {
		Set<String> result = new TreeSet<>();
		this.inputs.keySet().forEach((name) -> result.add(name.split(" ")[0]));
		return result;
	}

	/**
	 * A test for each cell.
	 */
	Stream<DynamicTest> tests(String resource) {
		return read(resource).stream().map((cell) -> DynamicTest.dynamicTest(cell.name(), () -> {
			SessionHarness harness = this.states.get(cell.state()).get();
			assertThat(name(harness)).isEqualTo(cell.state());
			this.inputs.get(cell.input()).accept(harness, harness.attempt(1));
			assertThat(harness.seen()).isEqualTo(cell.effects());
			assertThat(name(harness)).isEqualTo(cell.next());
		}));
	}

	/**
	 * That no cell is missing, and none is there twice.
	 */
	void assertComplete(String resource) {
		List<String> expected = new ArrayList<>();
		this.states.keySet()
			.forEach((state) -> this.inputs.keySet().forEach((input) -> expected.add(state + " x " + input)));
		assertThat(read(resource)).extracting(Cell::name).containsExactlyInAnyOrderElementsOf(expected);
	}

	/**
	 * A test for each state and each input that concerns a connection: from another
	 * attempt than the current one, it does nothing.
	 */
	Stream<DynamicTest> staleTests(Set<String> inputClasses) {
		List<DynamicTest> tests = new ArrayList<>();
		for (ConnectionId stale : List.of(new ConnectionId(1, 1000), new ConnectionId(7, 1))) {
			this.states.forEach((state, setUp) -> this.inputs.forEach((name, input) -> {
				if (inputClasses.contains(name.split(" ")[0])) {
					tests.add(DynamicTest.dynamicTest(state + " x " + name + " of " + stale, () -> {
						SessionHarness harness = setUp.get();
						Object before = this.stateOf.apply(harness);
						input.accept(harness, stale);
						assertThat(harness.seen()).isEmpty();
						assertThat(this.stateOf.apply(harness)).isSameAs(before);
					}));
				}
			}));
		}
		return tests.stream();
	}

	private String name(SessionHarness harness) {
		return this.stateOf.apply(harness).getClass().getSimpleName();
	}

	private List<Cell> read(String resource) {
		List<Cell> cells = new ArrayList<>();
		String state = "";
		String begun = "";
		List<String> effects = List.of();
		for (String line : lines(resource)) {
			if (line.startsWith("== ")) {
				state = line.substring(3);
			}
			else if (line.startsWith("    ")) {
				effects.add(line.strip());
			}
			else if (line.endsWith(" |")) {
				begun += line + " ";
			}
			else if (line.contains(" -> ")) {
				effects = new ArrayList<>();
				String[] sides = (begun + line).split(" -> ");
				begun = "";
				for (String input : sides[0].split(" \\| ")) {
					cells.add(new Cell(state, input, sides[1], effects));
				}
			}
			else if (!line.isBlank()) {
				throw new IllegalArgumentException("This is no line of a table: " + line);
			}
		}
		return cells;
	}

	private static List<String> lines(String resource) {
		try (InputStream stream = TransitionTable.class.getResourceAsStream(resource)) {
			return Arrays.asList(new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Cell(String state, String input, String next, List<String> effects) {

		String name() {
			return this.state + " x " + this.input;
		}

	}

}
