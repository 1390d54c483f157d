package io.phoenixchannels.transport.spring;

import java.time.Duration;
import java.util.concurrent.Executor;

import io.phoenixchannels.protocol.CloseStatus;
import org.jspecify.annotations.Nullable;

/**
 * Sends our close frame, and finds out when the peer has answered it. Tomcat tells
 * nobody: it says that a session is closed as soon as our own frame is written, and after
 * that has to be asked.
 */
final class ClosingHandshake {

	private static final Duration FIRST_LOOK = Duration.ofMillis(1);

	private static final Duration LAST_LOOK = Duration.ofMillis(50);

	private final Duration sendTimeout;

	private final Deadline nextLook;

	/** The thread that is in the container's close method. */
	private volatile @Nullable Thread sender;

	private volatile boolean givenUp;

	ClosingHandshake(Duration sendTimeout, Executor executor) {
		this.sendTimeout = sendTimeout;
		this.nextLook = new Deadline(executor);
	}

	/**
	 * Sends the frame in the calling thread, and later runs the task on the executor.
	 */
	void start(NativeSession session, CloseStatus status, Runnable whenAnswered) {
		this.sender = Thread.currentThread();
		session.close(status, this.sendTimeout);
		this.sender = null;
		look(session, whenAnswered, FIRST_LOOK);
	}

	/**
	 * Whether the calling thread is sending the frame: what the container then says of a
	 * close is of our own.
	 */
	boolean isSending() {
		return this.sender == Thread.currentThread();
	}

	void giveUp() {
		this.givenUp = true;
		this.nextLook.cancel();
	}

	private void look(NativeSession session, Runnable whenAnswered, Duration pause) {
		if (session.isClosed()) {
			whenAnswered.run();
			return;
		}
		Duration next = pause.multipliedBy(2);
		this.nextLook.arm(pause, () -> look(session, whenAnswered, (next.compareTo(LAST_LOOK) < 0) ? next : LAST_LOOK));
		if (this.givenUp) {
			this.nextLook.cancel();
		}
	}

}
