package io.phoenixchannels.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.phoenixchannels.session.Notice;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells observers what happens, one notice at a time, in order.
 */
final class Observers {

	private static final Log logger = LogFactory.getLog(PhoenixClient.class);

	/**
	 * When observers are so far behind, they lose the oldest notices, not the client its
	 * memory.
	 */
	private static final int CAPACITY = 10_000;

	private final List<Consumer<? super Notice>> observers = new CopyOnWriteArrayList<>();

	private final SerialQueue<Notice> queue;

	Observers(Executor executor) {
		this.queue = new SerialQueue<>(executor, this::tell, () -> {
		});
	}

	PhoenixRegistration add(Consumer<? super Notice> observer) {
		this.observers.add(observer);
		return () -> this.observers.remove(observer);
	}

	/**
	 * Queues a notice; {@link #wake()} gets it told.
	 */
	void announce(Notice notice) {
		if (!this.observers.isEmpty() && this.queue.add(notice) > CAPACITY) {
			this.queue.removeOldest();
		}
	}

	void wake() {
		this.queue.wake();
	}

	private boolean tell(Notice notice) {
		for (Consumer<? super Notice> observer : this.observers) {
			try {
				observer.accept(notice);
			}
			catch (RuntimeException | Error ex) {
				logger.warn("An observer of a Phoenix client failed", ex);
			}
		}
		return true;
	}

}
