package io.phoenixchannels.transport.spring;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.TransportException;
import io.phoenixchannels.transport.TransportListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps what it hears, and notices every call that the contract forbids.
 */
class RecordingListener implements TransportListener {

	private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

	private final List<Boolean> more = new CopyOnWriteArrayList<>();

	private final List<String> violations = new CopyOnWriteArrayList<>();

	private final AtomicInteger inside = new AtomicInteger();

	private volatile boolean opened;

	private volatile boolean ended;

	@Override
	public final void opened() {
		hear("opened", () -> {
			if (this.opened) {
				this.violations.add("opened twice");
			}
			this.opened = true;
			whenOpened();
		});
	}

	@Override
	public final void received(WireMessage message, boolean more) {
		hear(message, () -> {
			if (!this.opened) {
				this.violations.add("received before opened");
			}
			this.more.add(more);
			whenReceived(message);
		});
	}

	@Override
	public final void closed(CloseStatus status) {
		hear(status, () -> this.ended = true);
	}

	@Override
	public final void failed(TransportException failure) {
		hear(failure, () -> this.ended = true);
	}

	void whenOpened() {
	}

	void whenReceived(WireMessage message) {
	}

	private void hear(Object what, Runnable body) {
		if (this.inside.incrementAndGet() > 1) {
			this.violations.add("two calls at a time: " + what);
		}
		if (this.ended) {
			this.violations.add("called after the end: " + what);
		}
		try {
			body.run();
		}
		finally {
			this.inside.decrementAndGet();
			this.heard.add(what);
		}
	}

	/**
	 * Of each message, whether another one had come with it.
	 */
	List<Boolean> more() {
		return this.more;
	}

	boolean isEnded() {
		return this.ended;
	}

	Object next() throws InterruptedException {
		Object next = this.heard.poll(10, TimeUnit.SECONDS);
		assertThat(next).as("a call of the listener within 10 s").isNotNull();
		return next;
	}

	void awaitOpened() throws InterruptedException {
		assertThat(next()).isEqualTo("opened");
	}

	String nextText() throws InterruptedException {
		Object next = next();
		assertThat(next).isInstanceOf(WireMessage.Text.class);
		return ((WireMessage.Text) next).text();
	}

	byte[] nextBytes() throws InterruptedException {
		Object next = next();
		assertThat(next).isInstanceOf(WireMessage.Binary.class);
		return ((WireMessage.Binary) next).bytes();
	}

	CloseStatus nextClosed() throws InterruptedException {
		Object next = next();
		assertThat(next).isInstanceOf(CloseStatus.class);
		return (CloseStatus) next;
	}

	TransportException nextFailed() throws InterruptedException {
		Object next = next();
		assertThat(next).isInstanceOf(TransportException.class);
		return (TransportException) next;
	}

	/**
	 * To be asked last: the listener has heard the end, and nothing else that the test
	 * has not taken.
	 */
	void assertOver() {
		assertThat(this.ended).isTrue();
		assertThat(this.heard).isEmpty();
		assertThat(this.violations).isEmpty();
	}

}
