package io.phoenixchannels.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A few threads in every order in which they can take turns. They are real ones, but only
 * one goes on at a time, from one point at which another could have its turn to the next.
 * These points are where tasks are given to an executor, where they begin, and wherever
 * else a thread says so; never under a lock.
 */
final class Interleavings implements Executor {

	private static final int MOST = 20_000;

	private final List<Integer> choices;

	private final List<Integer> options = new ArrayList<>();

	private final List<Turns> waiting = new ArrayList<>();

	private final Semaphore control = new Semaphore(0);

	private @Nullable Turns current;

	private @Nullable Throwable failure;

	private boolean free = true;

	private Interleavings(List<Integer> choices) {
		this.choices = choices;
	}

	/**
	 * Runs a scenario in all orders.
	 * @param scenario sets up, with this as the executor of everything, and gives the
	 * threads and what must hold in the end
	 * @return how many orders there are
	 */
	static int all(Function<Interleavings, Scenario> scenario) {
		List<Integer> choices = new ArrayList<>();
		int orders = 0;
		do {
			Interleavings run = new Interleavings(choices);
			try {
				run.run(scenario.apply(run));
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("In the order " + choices + ": " + ex.getMessage(), ex);
			}
			orders++;
			if (orders > MOST) {
				throw new IllegalStateException("There are more than " + MOST + " orders");
			}
			choices = run.next();
		}
		while (!choices.isEmpty());
		return orders;
	}

	/**
	 * The choices that lead to the next order; none if this was the last one.
	 */
	private List<Integer> next() {
		List<Integer> next = new ArrayList<>(this.choices);
		while (next.size() < this.options.size()) {
			next.add(0);
		}
		for (int last = next.size() - 1; last >= 0; last--) {
			if (next.get(last) + 1 < this.options.get(last)) {
				next.set(last, next.get(last) + 1);
				return next;
			}
			next.remove(last);
		}
		return next;
	}

	private void run(Scenario scenario) {
		this.free = false;
		scenario.threads().forEach(this::start);
		while (!this.waiting.isEmpty() && this.failure == null) {
			int step = this.options.size();
			this.options.add(this.waiting.size());
			int choice = (step < this.choices.size()) ? this.choices.get(step) : 0;
			goOn(this.waiting.remove(choice));
		}
		this.free = true;
		this.waiting.forEach((turns) -> turns.turn.release());
		if (this.failure != null) {
			throw new AssertionError(String.valueOf(this.failure.getMessage()), this.failure);
		}
		scenario.check().run();
	}

	private void goOn(Turns turns) {
		this.current = turns;
		turns.turn.release();
		acquire(this.control);
	}

	private void start(Runnable task) {
		Turns turns = new Turns();
		Thread thread = new Thread(() -> {
			acquire(turns.turn);
			try {
				task.run();
			}
			catch (Throwable ex) {
				this.failure = ex;
			}
			this.control.release();
		});
		thread.setDaemon(true);
		this.waiting.add(turns);
		thread.start();
	}

	/**
	 * Somebody else may have a turn here.
	 */
	void pass() {
		Turns own = this.current;
		if (!this.free && own != null) {
			this.waiting.add(own);
			this.control.release();
			acquire(own.turn);
		}
	}

	/**
	 * A thread of its own for each task, as a pool would have that is never exhausted.
	 */
	@Override
	public void execute(Runnable task) {
		if (this.free) {
			task.run();
			return;
		}
		start(task);
		pass();
	}

	private static void acquire(Semaphore semaphore) {
		try {
			if (!semaphore.tryAcquire(10, TimeUnit.SECONDS)) {
				throw new AssertionError("a thread is stuck");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What runs.
	 *
	 * @param threads what they do
	 * @param check what must hold when they, and all tasks, have ended
	 */
	record Scenario(List<Runnable> threads, Runnable check) {
	}

	private static final class Turns {

		private final Semaphore turn = new Semaphore(0);

	}

}
