package io.phoenixchannels.client;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import io.phoenixchannels.session.Command;
import io.phoenixchannels.session.Effect;
import io.phoenixchannels.session.Input;
import io.phoenixchannels.session.OperationId;
import io.phoenixchannels.session.Session;
import io.phoenixchannels.session.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Gives the session one input at a time, performs what it asks for, and wakes it at its
 * deadlines. It has no thread of its own: whoever brings an input carries it through,
 * under the one lock of the client. Effects never block, so that the lock is held for
 * microseconds; what may run code of the application is put off until it is released.
 */
final class SessionLoop {

	private final ReentrantLock lock = new ReentrantLock();

	private final ClientClock clock;

	private final Session session;

	private final Queue<Input> followUps = new ArrayDeque<>();

	private final PriorityQueue<Delayed> delayed = new PriorityQueue<>(Comparator.comparing(Delayed::at));

	/** Empty between inputs; one list for all of them. */
	private final List<Effect> effects = new ArrayList<>();

	private @Nullable Runnable putOff;

	private Effect.@Nullable Performer performer;

	private @Nullable Instant alarm;

	private @Nullable Input handled;

	SessionLoop(Session session, ClientClock clock) {
		this.session = session;
		this.clock = clock;
	}

	void performWith(Effect.Performer performer) {
		this.performer = performer;
	}

	Instant now() {
		return this.clock.now();
	}

	/**
	 * Brings an input. May be called from any thread, also from within an effect: then it
	 * is handled right after it.
	 */
	void post(Input input) {
		Runnable putOff = take(input);
		if (putOff != null) {
			putOff.run();
		}
	}

	/**
	 * As {@link #post}, but leaves what is put off to the caller.
	 * @return what to run without the lock, soon; null if nothing
	 */
	@Nullable Runnable take(Input input) {
		if (this.lock.isHeldByCurrentThread()) {
			this.followUps.add(input);
			return null;
		}
		this.lock.lock();
		try {
			handle(input);
			return end();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Runs here what was put off, or as soon as the lock is released if this thread has
	 * it.
	 */
	void runUnlocked(Runnable putOff) {
		if (this.lock.isHeldByCurrentThread()) {
			afterwards(putOff);
		}
		else {
			putOff.run();
		}
	}

	/**
	 * Does something under the lock, then handles the inputs that came of it.
	 */
	void locked(Runnable action) {
		Runnable putOff;
		this.lock.lock();
		try {
			action.run();
			putOff = end();
		}
		finally {
			this.lock.unlock();
		}
		if (putOff != null) {
			putOff.run();
		}
	}

	/**
	 * Reads from the session.
	 */
	<T extends @Nullable Object> T read(Function<Session, T> reading) {
		this.lock.lock();
		try {
			return reading.apply(this.session);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Puts something off until the lock is released; for effects.
	 */
	void afterwards(Runnable runnable) {
		this.putOff = PutOff.both(this.putOff, runnable);
	}

	/**
	 * Whether an operation is begun by the input that is being handled; for effects. Then
	 * nobody can depend on it yet, as the thread that asked for it is the one that calls.
	 */
	boolean isBegunNow(OperationId operation) {
		return this.handled instanceof Command command && command.operation() == operation;
	}

	/**
	 * Does something when its time has come, on the thread of the clock, without the
	 * lock.
	 */
	void runAt(Instant at, Runnable action) {
		locked(() -> this.delayed.add(new Delayed(at, action)));
	}

	private @Nullable Runnable end() {
		for (Input input = this.followUps.poll(); input != null; input = this.followUps.poll()) {
			handle(input);
		}
		setAlarm();
		// Not to be seen any more here: others put things off as soon as the lock is
		// released.
		Runnable putOff = this.putOff;
		this.putOff = null;
		return putOff;
	}

	private void handle(Input input) {
		this.handled = input;
		try {
			this.session.handle(input, this.clock.now(), this.effects);
			if (this.performer != null) {
				for (int i = 0; i < this.effects.size(); i++) {
					this.effects.get(i).performOn(this.performer);
				}
			}
		}
		finally {
			this.effects.clear();
		}
	}

	private void setAlarm() {
		Instant next = earlier(this.session.nextDeadline(), this.delayed.peek());
		if (next != null && (this.alarm == null || next.isBefore(this.alarm))) {
			this.alarm = next;
			this.clock.wakeAt(next, this::wake);
		}
	}

	private static @Nullable Instant earlier(@Nullable Instant deadline, @Nullable Delayed delayed) {
		if (delayed == null) {
			return deadline;
		}
		return (deadline == null || delayed.at().isBefore(deadline)) ? delayed.at() : deadline;
	}

	private void wake() {
		locked(() -> {
			this.alarm = null;
			takeDelayed();
			this.followUps.add(new Signal.DeadlineReached());
		});
	}

	private void takeDelayed() {
		Instant now = this.clock.now();
		for (Delayed next = this.delayed.peek(); next != null && !next.at().isAfter(now); next = this.delayed.peek()) {
			this.delayed.remove();
			afterwards(next.action());
		}
	}

	private record Delayed(Instant at, Runnable action) {
	}

	/**
	 * What is done when the lock is released, if that is more than one thing, which it
	 * rarely is.
	 */
	private record PutOff(List<Runnable> all) implements Runnable {

		static Runnable both(@Nullable Runnable before, Runnable further) {
			if (before == null) {
				return further;
			}
			PutOff all = (before instanceof PutOff several) ? several : new PutOff(new ArrayList<>(List.of(before)));
			all.all.add(further);
			return all;
		}

		@Override
		public void run() {
			this.all.forEach(Runnable::run);
		}

	}

}
