package io.phoenixchannels.fleet.spring;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.redis.metadata.RedisMetadataStore;
import org.springframework.integration.redis.util.RedisLockRegistry;
import org.springframework.integration.support.locks.RenewableLockRegistry;

/**
 * Engines that are found by a system property, or run by Docker. Where there is neither,
 * a test is skipped.
 */
final class RealEngines {

	private RealEngines() {
	}

	static FleetEngine postgres() {
		String url = url("fleet.postgres.url", () -> {
			GenericContainer<?> container = new GenericContainer<>("postgres:16-alpine").withExposedPorts(5432)
				.withEnv(Map.of("POSTGRES_PASSWORD", "test"))
				.waitingFor(Wait.forLogMessage(".*ready to accept connections.*", 2));
			container.start();
			return "jdbc:postgresql://" + container.getHost() + ":" + container.getMappedPort(5432)
					+ "/postgres?user=postgres&password=test";
		});
		return FleetEngine.jdbc(url, "postgresql", "ON CONFLICT DO NOTHING");
	}

	static FleetEngine redis() {
		String url = url("fleet.redis.url", () -> {
			GenericContainer<?> container = new GenericContainer<>("redis:7-alpine").withExposedPorts(6379);
			container.start();
			return "redis://" + container.getHost() + ":" + container.getMappedPort(6379);
		});
		String run = "fleet-test-" + UUID.randomUUID();
		return (context, plug) -> {
			context.registerBean(LettuceConnectionFactory.class,
					() -> new LettuceConnectionFactory(LettuceConnectionFactory.createRedisConfiguration(url)));
			context.registerBean(RenewableLockRegistry.class,
					() -> plug.locks(new RedisLockRegistry(context.getBean(RedisConnectionFactory.class),
							run + "-locks", Duration.ofSeconds(30))));
			context.registerBean(ConcurrentMetadataStore.class,
					() -> new PluggedStore(context.getBean(RedisConnectionFactory.class), run + "-values", plug));
		};
	}

	/**
	 * Remains a store of Redis, as which it is known.
	 */
	private static final class PluggedStore extends RedisMetadataStore {

		private final ConcurrentMetadataStore plugged;

		private PluggedStore(RedisConnectionFactory connections, String key, Plug plug) {
			super(connections, key);
			this.plugged = plug.store(new RedisMetadataStore(connections, key));
		}

		@Override
		public String get(String key) {
			return this.plugged.get(key);
		}

		@Override
		public void put(String key, String value) {
			this.plugged.put(key, value);
		}

		@Override
		public String putIfAbsent(String key, String value) {
			return this.plugged.putIfAbsent(key, value);
		}

		@Override
		public boolean replace(String key, String expected, String value) {
			return this.plugged.replace(key, expected, value);
		}

	}

	private static String url(String property, Supplier<String> container) {
		String url = System.getProperty(property);
		if (url != null && !url.isBlank()) {
			return url;
		}
		Assumptions.assumeTrue(isDockerAvailable(),
				"Skipped: there is no Docker, and -D" + property + " is not set to the URL of a server");
		return container.get();
	}

	private static boolean isDockerAvailable() {
		try {
			return DockerClientFactory.instance().isDockerAvailable();
		}
		catch (Throwable ex) {
			return false;
		}
	}

}
