package io.phoenixchannels.fleet.spring;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.fleet.FleetCounters;
import io.phoenixchannels.fleet.FleetStatus;
import io.phoenixchannels.fleet.FleetStore;
import io.phoenixchannels.fleet.Lease;
import io.phoenixchannels.fleet.ShardHolder;
import io.phoenixchannels.fleet.Shards;
import io.phoenixchannels.listener.TopicOwnership;
import io.phoenixchannels.session.Notice;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Joins the topics of the shards that are owned here, and leaves them in good order. All
 * its state is touched on one thread that never blocks, so that a topic is left in time
 * also while the engine does not answer.
 */
final class FleetTopics implements ShardHolder {

	private static final Log logger = LogFactory.getLog(FleetTopics.class);

	private static final TopicPattern ALL = TopicPattern.parse("*");

	private static final Duration RETRY = Duration.ofMillis(500);

	private final FleetSettings settings;

	private final FleetStore store;

	private final ScheduledExecutorService executor;

	private final Cursors cursors;

	private final FleetCounters counters;

	private final Shards hash;

	private final ShardTopics[] shards;

	private final Map<Key, SharedTopic> byName = new ConcurrentHashMap<>();

	private final Map<PhoenixClient, PhoenixRegistration> observed = new ConcurrentHashMap<>();

	private CompletableFuture<?> flushing = CompletableFuture.completedFuture(null);

	FleetTopics(FleetSettings settings, FleetStore store, ScheduledExecutorService executor, Executor blocking,
			FleetCounters counters) {
		this.settings = settings;
		this.store = store;
		this.executor = executor;
		this.counters = counters;
		this.cursors = new Cursors(blocking, new CursorFormat(settings.cursorFields()), counters);
		this.hash = new Shards(settings.policy().shards());
		this.shards = IntStream.range(0, this.hash.count()).mapToObj(ShardTopics::new).toArray(ShardTopics[]::new);
	}

	TopicOwnership.Fence fence(String topic) {
		return this.shards[this.hash.of(topic)];
	}

	List<FleetStatus.Shard> owned() {
		return Arrays.stream(this.shards).map(ShardTopics::status).filter(Objects::nonNull).toList();
	}

	PhoenixRegistration want(PhoenixClient client, String name, boolean resumes, Supplier<PhoenixRegistration> join) {
		this.observed.computeIfAbsent(client, (key) -> key.observe(ALL, (notice) -> noticed(key, notice)));
		String cursor = CursorFormat.key(this.settings.policy().key("cursor:"), client.name(), name);
		SharedTopic topic = new SharedTopic(client, name, resumes, join, new Cursor(cursor, this.store));
		ShardTopics shard = this.shards[this.hash.of(name)];
		this.executor.execute(() -> {
			this.byName.put(new Key(client.name(), name), topic);
			shard.add(topic);
			Lease lease = shard.lease();
			if (lease != null && shard.isOwned()) {
				join(shard, topic, lease);
			}
		});
		return () -> this.executor.execute(() -> unwant(shard, topic));
	}

	private void unwant(ShardTopics shard, SharedTopic topic) {
		topic.unwant();
		Lease lease = shard.lease();
		shard.remove(topic);
		leave(topic).thenRunAsync(() -> {
			this.byName.remove(new Key(topic.client().name(), topic.topic()), topic);
			if (lease != null) {
				this.cursors.store(List.of(topic), lease);
			}
		}, this.executor);
	}

	private void join(ShardTopics shard, SharedTopic topic, Lease lease) {
		if (!topic.resumes()) {
			join(topic, null);
			return;
		}
		this.cursors.load(topic).whenCompleteAsync((message, failure) -> {
			if (!shard.isOwnedBy(lease) || !topic.isWanted() || topic.isJoined()) {
				return;
			}
			if (failure == null) {
				join(topic, message);
			}
			else {
				// Without its cursor it would miss what came meanwhile.
				this.executor.schedule(() -> join(shard, topic, lease), RETRY.toMillis(), TimeUnit.MILLISECONDS);
			}
		}, this.executor);
	}

	private static void join(SharedTopic topic, @Nullable PhoenixMessage after) {
		try {
			topic.join(after);
		}
		catch (RuntimeException ex) {
			logger.warn("The topic '" + topic.topic() + "' could not be joined", ex);
		}
	}

	private CompletableFuture<?> leave(SharedTopic topic) {
		return topic.leave(this.settings.drainTimeout().toMillis());
	}

	private void noticed(PhoenixClient client, Notice notice) {
		if (notice instanceof Notice.ChannelClosed closed) {
			SharedTopic topic = this.byName.get(new Key(client.name(), closed.topic()));
			if (topic != null) {
				topic.closing();
				this.executor.execute(() -> topic.closed(closed.byServer()));
			}
		}
		else if (notice instanceof Notice.ChannelJoined joined) {
			SharedTopic topic = this.byName.get(new Key(client.name(), joined.topic()));
			if (topic != null) {
				this.executor.execute(topic::joined);
			}
		}
	}

	@Override
	public void taken(int number, Lease lease) {
		ShardTopics shard = this.shards[number];
		lease.whenRefused(() -> {
			this.counters.refused();
			this.executor.execute(() -> leaveIfLapsed(shard));
		});
		this.executor.execute(() -> {
			shard.begin(lease, Instant.now());
			List.copyOf(shard.topics()).forEach((topic) -> join(shard, topic, lease));
		});
	}

	@Override
	public CompletableFuture<?> giveBack(int number) {
		ShardTopics shard = this.shards[number];
		return CompletableFuture.supplyAsync(() -> {
			CompletableFuture<?> ending = shard.ending();
			Lease lease = shard.lease();
			if (ending != null || lease == null) {
				return (ending != null) ? ending : CompletableFuture.completedFuture(null);
			}
			List<SharedTopic> topics = List.copyOf(shard.topics());
			CompletableFuture<?> left = leaveAll(topics)
				.thenComposeAsync((nothing) -> this.cursors.store(topics, lease), this.executor)
				.thenRunAsync(shard::end, this.executor);
			shard.ending(left);
			return left;
		}, this.executor).thenCompose((left) -> left);
	}

	@Override
	public CompletableFuture<?> lost(int number) {
		ShardTopics shard = this.shards[number];
		return CompletableFuture.supplyAsync(() -> {
			leaveIfLapsed(shard);
			CompletableFuture<?> ending = shard.ending();
			return (ending != null) ? ending : CompletableFuture.completedFuture(null);
		}, this.executor).thenCompose((left) -> left);
	}

	/**
	 * Leaves what is owned no longer. Its cursors stay as they are: the last message may
	 * be one that was refused.
	 */
	void leaveLapsed() {
		for (ShardTopics shard : this.shards) {
			leaveIfLapsed(shard);
		}
	}

	private void leaveIfLapsed(ShardTopics shard) {
		Lease lease = shard.lease();
		if (lease != null && !lease.isValid() && shard.ending() == null) {
			shard.ending(leaveAll(List.copyOf(shard.topics())).thenRunAsync(shard::end, this.executor));
		}
	}

	private CompletableFuture<?> leaveAll(List<SharedTopic> topics) {
		return CompletableFuture.allOf(topics.stream().map(this::leave).toArray(CompletableFuture<?>[]::new));
	}

	/**
	 * Stores the cursors of topics that moved on, unless the last time takes long.
	 */
	void storeCursors() {
		if (!this.flushing.isDone()) {
			return;
		}
		List<CompletableFuture<?>> stores = new ArrayList<>();
		for (ShardTopics shard : this.shards) {
			Lease lease = shard.lease();
			if (lease != null && shard.isOwned()) {
				stores.add(this.cursors.store(shard.topics().stream().filter(SharedTopic::isJoined).toList(), lease));
			}
		}
		this.flushing = CompletableFuture.allOf(stores.toArray(CompletableFuture<?>[]::new));
	}

	void close() {
		this.observed.values().forEach(PhoenixRegistration::close);
		this.observed.clear();
	}

	private record Key(String client, String topic) {
	}

}
