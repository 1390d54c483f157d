package io.phoenixchannels.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Instances of a fleet on one engine in memory, on virtual time. Whenever a shard is
 * taken, it checks that nobody else believes to own it.
 */
final class SimulatedFleet {

	private final FleetPolicy policy;

	private final Random random;

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private final Map<String, Lock> locks = new HashMap<>();

	private final Map<String, String> values = new HashMap<>();

	private final List<Instance> instances = new ArrayList<>();

	private final List<List<Instance>> holders = new ArrayList<>();

	private long now;

	private long order;

	private long calls;

	/** Since when each shard has no owner; -1 while it has one. */
	private final long[] orphanedAt;

	private Duration longestOrphaned = Duration.ZERO;

	SimulatedFleet(FleetPolicy policy, long seed) {
		this.policy = policy;
		this.random = new Random(seed);
		this.orphanedAt = new long[policy.shards()];
		for (int shard = 0; shard < policy.shards(); shard++) {
			this.holders.add(new ArrayList<>());
		}
	}

	Instance start() {
		Instance instance = new Instance("instance-" + this.instances.size());
		this.instances.add(instance);
		schedule(Duration.ofNanos(this.random.nextInt((int) this.policy.rebalanceInterval().toNanos())),
				instance::wake);
		return instance;
	}

	List<Instance> start(int count) {
		List<Instance> started = new ArrayList<>();
		for (int index = 0; index < count; index++) {
			started.add(start());
		}
		return started;
	}

	List<Instance> running() {
		return this.instances.stream().filter((instance) -> instance.running).toList();
	}

	Random random() {
		return this.random;
	}

	/**
	 * Calls of the engine and the store so far.
	 */
	long calls() {
		return this.calls;
	}

	long taken() {
		return this.instances.stream().mapToLong((instance) -> instance.counters.numbers().taken()).sum();
	}

	/**
	 * The longest time for which a shard had no owner, since this was asked last.
	 */
	Duration takeLongestOrphaned() {
		Duration longest = this.longestOrphaned;
		this.longestOrphaned = Duration.ZERO;
		return longest;
	}

	/**
	 * Those who believe to own a shard.
	 */
	List<Instance> owners(int shard) {
		return this.holders.get(shard).stream().filter((instance) -> instance.owns(shard)).toList();
	}

	void pass(Duration duration) {
		long end = this.now + duration.toNanos();
		while (!this.events.isEmpty() && this.events.peek().at <= end) {
			Event event = this.events.poll();
			this.now = event.at;
			event.action.run();
		}
		this.now = end;
	}

	private void schedule(Duration delay, Runnable action) {
		this.events.add(new Event(this.now + delay.toNanos(), this.order++, action));
	}

	private void orphaned(int shard) {
		if (owners(shard).isEmpty()) {
			this.orphanedAt[shard] = this.now;
		}
	}

	private void found(int shard) {
		Duration orphaned = Duration.ofNanos(this.now - this.orphanedAt[shard]);
		if (orphaned.compareTo(this.longestOrphaned) > 0) {
			this.longestOrphaned = orphaned;
		}
	}

	private record Lock(Instance holder, long until) {
	}

	private record Event(long at, long order, Runnable action) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			int result = Long.compare(this.at, other.at);
			return (result != 0) ? result : Long.compare(this.order, other.order);
		}

	}

	final class Instance implements LockEngine, FleetStore, ShardHolder, FleetClock {

		private final String name;

		private final FleetCounters counters = new FleetCounters();

		private final FleetMember member;

		private final Map<Integer, Lease> leases = new TreeMap<>();

		private boolean running = true;

		private boolean reachable = true;

		private long pausedUntil;

		private Instance(String name) {
			this.name = name;
			this.member = new FleetMember(SimulatedFleet.this.policy, this, this, this, SimulatedFleet.this.random,
					this, this.counters);
		}

		private void wake() {
			if (!this.running) {
				return;
			}
			if (SimulatedFleet.this.now < this.pausedUntil) {
				schedule(Duration.ofNanos(this.pausedUntil - SimulatedFleet.this.now), this::wake);
				return;
			}
			try {
				this.member.round();
				schedule(Duration.ofNanos(Math.max(1_000_000, this.member.idle())), this::wake);
			}
			catch (UnreachableException ex) {
				schedule(SimulatedFleet.this.policy.rebalanceInterval(), this::wake);
			}
			if (this.member.hasLeft()) {
				this.member.exit();
				this.running = false;
			}
		}

		void kill() {
			this.running = false;
			Map<Integer, Lease> leases = new TreeMap<>(this.leases);
			this.leases.clear();
			leases.keySet().forEach(SimulatedFleet.this::orphaned);
		}

		void stop() {
			try {
				this.member.leave();
			}
			catch (UnreachableException ex) {
				// It gives back what it has as soon as it can
			}
		}

		void pause(Duration duration) {
			this.pausedUntil = SimulatedFleet.this.now + duration.toNanos();
		}

		void reach(boolean reachable) {
			this.reachable = reachable;
		}

		boolean owns(int shard) {
			Lease lease = this.leases.get(shard);
			return this.running && lease != null && lease.isValid();
		}

		Collection<Integer> shards() {
			return this.leases.keySet().stream().filter(this::owns).toList();
		}

		FleetCounters.Numbers numbers() {
			return this.counters.numbers();
		}

		@Override
		public void taken(int shard, Lease lease) {
			List<Instance> others = owners(shard);
			if (!others.isEmpty()) {
				throw new AssertionError("Shard " + shard + " is taken by " + this + ", and owned by " + others);
			}
			this.leases.put(shard, lease);
			SimulatedFleet.this.holders.get(shard).add(this);
			found(shard);
		}

		@Override
		public CompletableFuture<?> giveBack(int shard) {
			CompletableFuture<Void> done = new CompletableFuture<>();
			Duration drained = Duration.ofMillis(1 + SimulatedFleet.this.random.nextInt(200));
			schedule(drained, () -> {
				end(shard);
				done.complete(null);
			});
			return done;
		}

		@Override
		public CompletableFuture<?> lost(int shard) {
			end(shard);
			return CompletableFuture.completedFuture(null);
		}

		private void end(int shard) {
			this.leases.remove(shard);
			SimulatedFleet.this.holders.get(shard).remove(this);
			orphaned(shard);
		}

		private void call() {
			SimulatedFleet.this.calls++;
			if (!this.reachable) {
				throw new UnreachableException();
			}
		}

		@Override
		public boolean tryLock(String key, Duration ttl) {
			call();
			Lock lock = SimulatedFleet.this.locks.get(key);
			if (lock != null && lock.until > SimulatedFleet.this.now && lock.holder != this) {
				return false;
			}
			SimulatedFleet.this.locks.put(key, new Lock(this, SimulatedFleet.this.now + ttl.toNanos()));
			return true;
		}

		@Override
		public boolean renew(String key, Duration ttl) {
			call();
			Lock lock = SimulatedFleet.this.locks.get(key);
			if (lock == null || lock.until <= SimulatedFleet.this.now || lock.holder != this) {
				return false;
			}
			SimulatedFleet.this.locks.put(key, new Lock(this, SimulatedFleet.this.now + ttl.toNanos()));
			return true;
		}

		@Override
		public void unlock(String key) {
			call();
			Lock lock = SimulatedFleet.this.locks.get(key);
			if (lock != null && lock.holder == this) {
				SimulatedFleet.this.locks.remove(key);
			}
		}

		@Override
		public @Nullable String get(String key) {
			call();
			return SimulatedFleet.this.values.get(key);
		}

		@Override
		public @Nullable String putIfAbsent(String key, String value) {
			call();
			return SimulatedFleet.this.values.putIfAbsent(key, value);
		}

		@Override
		public boolean replace(String key, String expected, String value) {
			call();
			return SimulatedFleet.this.values.replace(key, expected, value);
		}

		@Override
		public long nanos() {
			return SimulatedFleet.this.now;
		}

		@Override
		public long millis() {
			return SimulatedFleet.this.now / 1_000_000;
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	private static final class UnreachableException extends RuntimeException {

	}

}
