package io.phoenixchannels.fleet.spring;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.fleet.FleetCounters;
import io.phoenixchannels.fleet.FleetMember;
import io.phoenixchannels.fleet.FleetPolicy;
import io.phoenixchannels.fleet.FleetStatus;
import io.phoenixchannels.fleet.PhoenixFleet;
import io.phoenixchannels.listener.Delivery;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import io.phoenixchannels.listener.TopicOwnership;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.LockRegistry;

/**
 * A member of a fleet whose locks and values are kept by Spring Integration. Starts after
 * the listeners, and gives everything back in good order before they stop.
 */
public final class SpringPhoenixFleet implements PhoenixFleet, TopicOwnership, SmartLifecycle, DisposableBean {

	/**
	 * The lifecycle phase.
	 */
	public static final int PHASE = PhoenixListenerEndpointRegistry.PHASE + 50;

	private final FleetSettings settings;

	private final LockRegistry<?> locks;

	private final MetadataFleetStore store;

	private final FleetCounters counters = new FleetCounters();

	private final ScheduledThreadPoolExecutor executor;

	private final ExecutorService blocking;

	private final FleetTopics topics;

	private final Object lock = new Object();

	// The fields below are guarded by the lock

	private @Nullable MemberThread member;

	private List<ScheduledFuture<?>> ticks = List.of();

	/**
	 * Begins outside of the fleet.
	 */
	public SpringPhoenixFleet(FleetSettings settings, LockRegistry<?> locks, ConcurrentMetadataStore store) {
		this.settings = settings;
		this.locks = locks;
		this.store = new MetadataFleetStore(store);
		this.executor = new ScheduledThreadPoolExecutor(1, threads("topics"));
		this.executor.setKeepAliveTime(1, TimeUnit.SECONDS);
		this.executor.allowCoreThreadTimeOut(true);
		this.executor.setRemoveOnCancelPolicy(true);
		// Whoever still wants something of a fleet that is destroyed wants nothing of it
		this.executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
		ThreadPoolExecutor cursors = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				threads("cursors"));
		cursors.allowCoreThreadTimeOut(true);
		this.blocking = cursors;
		this.topics = new FleetTopics(settings, this.store, this.executor, this.blocking, this.counters);
	}

	private static ThreadFactory threads(String name) {
		return (task) -> {
			Thread thread = new Thread(task, "phoenix-fleet-" + name);
			thread.setDaemon(true);
			return thread;
		};
	}

	@Override
	public Delivery delivery(String client, String topic) {
		return this.settings.delivery(client, topic);
	}

	@Override
	public PhoenixRegistration want(PhoenixClient client, String topic, boolean resumes,
			Supplier<PhoenixRegistration> join) {
		return this.topics.want(client, topic, resumes, join);
	}

	@Override
	public Fence fence(String topic) {
		return this.topics.fence(topic);
	}

	@Override
	public FleetStatus status() {
		MemberThread member;
		synchronized (this.lock) {
			member = this.member;
		}
		return new FleetStatus(this.settings.policy(), member != null, this.topics.owned(), this.counters.numbers(),
				(member != null) ? member.problem() : null);
	}

	/**
	 * Takes part, after a look at what the fleet has agreed on.
	 * @throws io.phoenixchannels.fleet.ShardCountException if it has another number of
	 * shards
	 */
	@Override
	public void start() {
		synchronized (this.lock) {
			if (this.member != null) {
				return;
			}
			FleetPolicy policy = this.settings.policy();
			FleetMember.agreeOnShards(policy, this.store);
			this.member = new MemberThread(this.settings, new LockRegistryEngine(this.locks), this.store, this.topics,
					this.counters);
			long lapses = Math.max(10, Math.min(250, policy.lease().toMillis() / 20));
			long cursors = this.settings.cursorInterval().toMillis();
			this.ticks = List.of(
					this.executor.scheduleWithFixedDelay(this.topics::leaveLapsed, lapses, lapses,
							TimeUnit.MILLISECONDS),
					this.executor.scheduleWithFixedDelay(this.topics::storeCursors, cursors, cursors,
							TimeUnit.MILLISECONDS));
			this.member.start();
		}
	}

	/**
	 * Gives everything back, and waits for it.
	 */
	@Override
	public void stop() {
		MemberThread member = takeMember();
		if (member != null) {
			member.stop().join();
			cancelTicks();
		}
	}

	@Override
	public void stop(Runnable callback) {
		MemberThread member = takeMember();
		if (member == null) {
			callback.run();
			return;
		}
		member.stop().whenComplete((nothing, ex) -> {
			cancelTicks();
			callback.run();
		});
	}

	private @Nullable MemberThread takeMember() {
		synchronized (this.lock) {
			MemberThread member = this.member;
			this.member = null;
			return member;
		}
	}

	private void cancelTicks() {
		synchronized (this.lock) {
			if (this.member == null) {
				this.ticks.forEach((tick) -> tick.cancel(false));
				this.ticks = List.of();
			}
		}
	}

	@Override
	public boolean isRunning() {
		synchronized (this.lock) {
			return this.member != null;
		}
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public void destroy() {
		stop();
		this.topics.close();
		this.executor.shutdown();
		this.blocking.shutdown();
	}

}
