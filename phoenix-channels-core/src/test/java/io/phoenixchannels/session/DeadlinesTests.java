package io.phoenixchannels.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

import io.phoenixchannels.session.Deadlines.Deadline;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlinesTests {

	private final Deadlines deadlines = new Deadlines();

	private final List<Integer> run = new ArrayList<>();

	private static Instant at(long second) {
		return Instant.ofEpochSecond(second);
	}

	@Test
	void runsInOrderOfTimeAndThenOfSetting() {
		this.deadlines.set(at(2), () -> this.run.add(3));
		this.deadlines.set(at(1), () -> this.run.add(1));
		this.deadlines.set(at(1), () -> this.run.add(2));
		this.deadlines.set(at(3), () -> this.run.add(4));
		this.deadlines.run(at(2));
		assertThat(this.run).containsExactly(1, 2, 3);
		assertThat(this.deadlines.next()).isEqualTo(at(3));
	}

	@Test
	void oneMayCancelAndSetOthers() {
		Deadline cancelled = this.deadlines.set(at(2), () -> this.run.add(9));
		this.deadlines.set(at(1), () -> {
			this.run.add(1);
			this.deadlines.cancel(cancelled);
			this.deadlines.set(at(1), () -> this.run.add(2));
		});
		this.deadlines.run(at(5));
		assertThat(this.run).containsExactly(1, 2);
		assertThat(this.deadlines.size()).isZero();
	}

	@Test
	void cancellingWhatHasPassedOrIsCancelledDoesNothing() {
		Deadline first = this.deadlines.set(at(1), () -> this.run.add(1));
		this.deadlines.set(at(2), () -> this.run.add(2));
		this.deadlines.run(at(1));
		this.deadlines.cancel(first);
		this.deadlines.cancel(first);
		this.deadlines.cancel(null);
		this.deadlines.run(at(2));
		assertThat(this.run).containsExactly(1, 2);
	}

	@Test
	void agreesWithASortedListWhateverIsSetAndCancelled() {
		for (int seed = 0; seed < 200; seed++) {
			SplittableRandom random = new SplittableRandom(seed);
			Deadlines deadlines = new Deadlines();
			List<Integer> run = new ArrayList<>();
			List<Entry> expected = new ArrayList<>();
			for (int id = 0; id < 300; id++) {
				if (random.nextInt(3) == 0 && !expected.isEmpty()) {
					deadlines.cancel(expected.remove(random.nextInt(expected.size())).deadline());
				}
				int entry = id;
				Instant at = at(random.nextInt(40));
				expected.add(new Entry(id, at, deadlines.set(at, () -> run.add(entry))));
			}
			expected.sort(Comparator.comparing(Entry::at).thenComparing(Entry::id));
			assertThat(deadlines.size()).isEqualTo(expected.size());
			assertThat(deadlines.next()).isEqualTo(expected.get(0).at());
			deadlines.run(at(40));
			assertThat(run).as("seed %s", seed).isEqualTo(expected.stream().map(Entry::id).toList());
		}
	}

	private record Entry(int id, Instant at, Deadline deadline) {
	}

}
