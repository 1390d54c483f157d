package io.phoenixchannels.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import io.phoenixchannels.session.Notice;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ObserversTests {

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final Observers observers = new Observers(this.tasks::add);

	private final List<Integer> heard = new ArrayList<>();

	private void announce(int number) {
		this.observers.announce(new Notice.ConnectionClosed(number));
		this.observers.wake();
	}

	private void runAll() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	@Test
	void whoIsFarBehindLosesTheOldestNotices() {
		this.observers.add((notice) -> this.heard.add(((Notice.ConnectionClosed) notice).connection()));
		for (int number = 1; number <= 10_003; number++) {
			announce(number);
		}
		runAll();
		assertThat(this.heard).hasSize(10_000).startsWith(4, 5).endsWith(10_003);
	}

	@Test
	void oneThatFailsHurtsNeitherTheOthersNorTheNextNotice() {
		this.observers.add((notice) -> {
			throw new IllegalStateException("on purpose");
		});
		PhoenixRegistration second = this.observers
			.add((notice) -> this.heard.add(((Notice.ConnectionClosed) notice).connection()));
		announce(1);
		announce(2);
		runAll();
		assertThat(this.heard).containsExactly(1, 2);
		second.close();
		announce(3);
		runAll();
		assertThat(this.heard).containsExactly(1, 2);
	}

}
