package io.phoenixchannels.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What everything in one simulated world shares: time, chance, the account of what
 * happened, and the first thing that must not have happened.
 */
final class World {

	private static final int TRACED = 60;

	private final Agenda agenda = new Agenda();

	private final Chance chance;

	private final Map<Seen, Integer> seen = new EnumMap<>(Seen.class);

	private final int tracing;

	private final Deque<String> trace = new ArrayDeque<>();

	private @Nullable String violation;

	/** Those that are held up. */
	private final List<Reader> readers = new ArrayList<>();

	private volatile boolean settling;

	/**
	 * Creates a world.
	 * @param tracing how many lines of its history are kept
	 */
	World(long seed, int tracing) {
		this.chance = new Chance(seed);
		this.tracing = tracing;
		this.agenda.beforeAll(this::settle);
	}

	void held(Reader reader) {
		this.readers.add(reader);
	}

	private void settle() {
		if (this.readers.isEmpty() || this.settling) {
			return;
		}
		this.settling = true;
		for (Reader reader : List.copyOf(this.readers)) {
			reader.settle();
			if (!reader.isHeld()) {
				this.readers.remove(reader);
			}
		}
		this.settling = false;
	}

	/**
	 * The length of a short trace.
	 */
	static int shortTrace() {
		return TRACED;
	}

	Agenda agenda() {
		return this.agenda;
	}

	Chance chance() {
		return this.chance;
	}

	void saw(Seen what) {
		this.seen.merge(what, 1, Integer::sum);
	}

	Map<Seen, Integer> seen() {
		return this.seen;
	}

	/**
	 * Writes history, which is not even put together while nobody wants it.
	 */
	void trace(String format, @Nullable Object... values) {
		if (this.tracing > 0) {
			if (this.trace.size() == this.tracing) {
				this.trace.removeFirst();
			}
			this.trace.addLast("%12.6f  ".formatted(this.agenda.nanos() / 1e9) + String.format(format, values));
		}
	}

	String history() {
		return String.join("\n", this.trace);
	}

	/**
	 * Something happened that must not. Only noted, as it may be noticed deep within the
	 * client, which would take an exception for the application's.
	 */
	void violated(String format, @Nullable Object... values) {
		if (this.violation == null) {
			this.violation = String.format(format, values);
			trace("VIOLATION: %s", this.violation);
		}
	}

	@Nullable String violation() {
		return this.violation;
	}

}
