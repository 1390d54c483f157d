package io.phoenixchannels.sample.fleet;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.phoenixchannels.boot.autoconfigure.PhoenixConnectionDetails;
import io.phoenixchannels.fleet.Shards;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.stereotype.Component;

/**
 * The instances that run in this process, as many as {@code sample.instances} says at
 * first, and the database in memory that they share.
 */
@Component
class Instances implements ApplicationRunner, DisposableBean {

	static final int SHARDS = 12;

	private static final int TOPICS = 36;

	private final Map<String, Instance> running = new ConcurrentSkipListMap<>(
			Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));

	private final AtomicInteger started = new AtomicInteger();

	private final int wanted;

	private final ObjectProvider<PhoenixConnectionDetails> details;

	private @Nullable JdbcConnectionPool database;

	Instances(@Value("${sample.instances:0}") int wanted, ObjectProvider<PhoenixConnectionDetails> details) {
		this.wanted = wanted;
		this.details = details;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		IntStream.range(0, this.wanted).forEach((index) -> start());
	}

	static List<String> topics() {
		return IntStream.rangeClosed(1, TOPICS).mapToObj((number) -> "room:shared-" + number).toList();
	}

	static int shard(String topic) {
		return new Shards(SHARDS).of(topic);
	}

	Collection<Instance> running() {
		return this.running.values();
	}

	synchronized void start() {
		String name = "instance " + this.started.incrementAndGet();
		this.running.put(name, new Instance(name, database(),
				Map.of("phoenix.channels.url", this.details.getObject().getUrl(), "phoenix.channels.topics",
						topics().stream().collect(Collectors.joining(",")), "phoenix.channels.keep-alive", false,
						"phoenix.channels.fleet.enabled", true, "phoenix.channels.fleet.group", "shared-rooms",
						"phoenix.channels.fleet.delivery", "once", "phoenix.channels.fleet.shards", SHARDS,
						// Short, so that there is something to see soon
						"phoenix.channels.fleet.lease", "4s")));
	}

	private JdbcConnectionPool database() {
		JdbcConnectionPool database = this.database;
		if (database == null) {
			database = JdbcConnectionPool.create("jdbc:h2:mem:fleet;DB_CLOSE_DELAY=-1", "sa", "");
			new ResourceDatabasePopulator(new ClassPathResource("org/springframework/integration/jdbc/schema-h2.sql"))
				.execute(database);
			this.database = database;
		}
		return database;
	}

	/**
	 * Kills an instance.
	 * @return false if there is none of that name
	 */
	boolean kill(String name) {
		Instance instance = this.running.remove(name);
		if (instance != null) {
			instance.kill();
		}
		return instance != null;
	}

	@Override
	public void destroy() {
		this.running.values().forEach(Instance::stop);
		this.running.clear();
		if (this.database != null) {
			this.database.dispose();
		}
	}

}
