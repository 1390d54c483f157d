package io.phoenixchannels.event;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.session.Notice;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Publishes the events of clients. Those that come while beans are still being created,
 * and nobody can hear yet, wait until the context starts. A stop changes nothing, so that
 * what happens during it is told too; the end of the context ends it.
 */
public final class PhoenixEventPublisher implements SmartLifecycle, DisposableBean {

	/**
	 * The lifecycle phase: with the first.
	 */
	public static final int PHASE = Integer.MIN_VALUE;

	/**
	 * Events that may wait for slow listeners.
	 */
	static final int CAPACITY = 10_000;

	private static final Log logger = LogFactory.getLog(PhoenixEventPublisher.class);

	private final ApplicationEventPublisher publisher;

	private final ThreadPoolExecutor thread;

	private final AtomicBoolean behind = new AtomicBoolean();

	private final Object lock = new Object();

	// Early and started are guarded by the lock

	private final Queue<PhoenixEvent> early = new ArrayDeque<>();

	private boolean started;

	private volatile boolean running;

	/**
	 * Publishes on a thread of its own.
	 * @param publisher mostly the context
	 */
	public PhoenixEventPublisher(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
		CustomizableThreadFactory threads = new CustomizableThreadFactory("phoenix-events-");
		threads.setDaemon(true);
		this.thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(CAPACITY), threads,
				this::overflown);
		this.thread.allowCoreThreadTimeOut(true);
	}

	/**
	 * Publishes what happens to a client from now on.
	 */
	public void follow(PhoenixClient client) {
		client.observe((notice) -> told(client, notice));
	}

	private void told(PhoenixClient client, Notice notice) {
		PhoenixEvent event = PhoenixEvents.of(client, notice);
		if (event == null) {
			return;
		}
		synchronized (this.lock) {
			if (this.started) {
				this.thread.execute(() -> publish(event));
			}
			else {
				this.early.add(event);
				if (this.early.size() > CAPACITY) {
					this.early.remove();
				}
			}
		}
	}

	private void publish(PhoenixEvent event) {
		if (this.thread.getQueue().isEmpty()) {
			this.behind.set(false);
		}
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("A listener of " + event.getClass().getSimpleName() + " failed", ex);
		}
	}

	/**
	 * The newest is what counts: the oldest gives way.
	 */
	private void overflown(Runnable task, ThreadPoolExecutor executor) {
		if (executor.isShutdown()) {
			return;
		}
		if (this.behind.compareAndSet(false, true)) {
			logger.warn(CAPACITY + " Phoenix events wait for slow @EventListener methods: the oldest are dropped");
		}
		executor.getQueue().poll();
		executor.execute(task);
	}

	@Override
	public void start() {
		synchronized (this.lock) {
			this.started = true;
			this.running = true;
			this.early.forEach((event) -> this.thread.execute(() -> publish(event)));
			this.early.clear();
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public void destroy() {
		this.thread.shutdown();
		this.thread.getQueue().clear();
	}

}
