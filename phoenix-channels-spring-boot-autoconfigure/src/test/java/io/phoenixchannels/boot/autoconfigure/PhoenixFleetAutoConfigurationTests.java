package io.phoenixchannels.boot.autoconfigure;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.example.docs.FleetBeans;
import com.example.docs.FleetCursor;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.fleet.FleetMember;
import io.phoenixchannels.fleet.FleetPolicy;
import io.phoenixchannels.fleet.FleetStore;
import io.phoenixchannels.fleet.PhoenixFleet;
import io.phoenixchannels.fleet.ShardCountException;
import io.phoenixchannels.fleet.spring.FleetSettings;
import io.phoenixchannels.listener.Delivery;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.metadata.PropertiesPersistingMetadataStore;
import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.integration.support.locks.PassThruLockRegistry;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PhoenixFleetAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, PhoenixAutoConfiguration.class,
				PhoenixFleetAutoConfiguration.class, PhoenixListenerAutoConfiguration.class))
		.withPropertyValues("phoenix.channels.url=ws://localhost:1/socket", "phoenix.channels.auto-startup=false",
				"spring.application.name=orders");

	private final ApplicationContextRunner enabled = this.runner
		.withPropertyValues("phoenix.channels.fleet.enabled=true");

	private final ApplicationContextRunner complete = this.enabled
		.withBean(LockRegistry.class, () -> new DefaultLockRegistry()::obtain)
		.withBean(ConcurrentMetadataStore.class, () -> new SimpleMetadataStore() {
		});

	@Test
	void thereIsNoFleetUnlessItIsAskedFor() {
		this.runner.withBean(LockRegistry.class, () -> new DefaultLockRegistry()::obtain)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PhoenixFleet.class));
		this.complete.withPropertyValues("phoenix.channels.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PhoenixFleet.class));
	}

	@Test
	void fleetHasTheNameOfTheApplicationAndItsDefaults() {
		this.complete.run((context) -> assertThat(context.getBean(PhoenixFleet.class).status().policy())
			.isEqualTo(new FleetPolicy("orders", 64, Duration.ofSeconds(15), Duration.ofMillis(500))));
		this.complete.withPropertyValues("phoenix.channels.fleet.group=billing")
			.run((context) -> assertThat(context.getBean(PhoenixFleet.class).status().policy().group())
				.isEqualTo("billing"));
	}

	@Test
	void beansOfThePageMakeAFleet() {
		EmbeddedDatabase database = new EmbeddedDatabaseBuilder().generateUniqueName(true)
			.setType(EmbeddedDatabaseType.H2)
			.addScript("org/springframework/integration/jdbc/schema-h2.sql")
			.build();
		this.enabled.withBean(DataSource.class, () -> database)
			.withBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(database))
			.withUserConfiguration(FleetBeans.class, FleetCursor.class)
			.withPropertyValues("phoenix.channels.fleet.once=order:*", "phoenix.channels.topics=order:1,order:2,other")
			.run((context) -> {
				PhoenixFleet fleet = context.getBean(PhoenixFleet.class);
				Awaitility.await().until(() -> fleet.status().owned().size() == 64);
				assertThat(fleet.status().topics()).isEqualTo(2);
				assertThat(fleet.status().numbers().members()).isEqualTo(1);
			});
		database.shutdown();
	}

	@Test
	void aRegistryThatCannotRenewDoes() {
		this.complete
			.withPropertyValues("phoenix.channels.fleet.shards=4", "phoenix.channels.fleet.lease=300ms",
					"phoenix.channels.fleet.rebalance-interval=20ms")
			.run((context) -> {
				PhoenixFleet fleet = context.getBean(PhoenixFleet.class);
				Awaitility.await().until(() -> fleet.status().owned().size() == 4);
				// More than two leases.
				Awaitility.await()
					.during(Duration.ofMillis(700))
					.until(() -> fleet.status().owned().size() == 4 && fleet.status().numbers().lost() == 0);
			});
	}

	private static void assertRefused(ApplicationContextRunner runner, String problem, String action) {
		runner.run((context) -> {
			FailureAnalysis analysis = analysis(context);
			assertThat(analysis.getDescription()).isEqualTo("phoenix.channels.fleet.enabled is true, but " + problem);
			assertThat(analysis.getAction()).contains(action);
		});
	}

	private static FailureAnalysis analysis(AssertableApplicationContext context) {
		assertThat(context).hasFailed();
		return new InvalidPhoenixPropertyFailureAnalyzer().analyze(context.getStartupFailure());
	}

	@Test
	void whatIsMissingIsNamed() {
		assertRefused(this.enabled, "there is no LockRegistry bean.", "JdbcLockRegistry");
		assertRefused(this.enabled.withClassLoader(new FilteredClassLoader(LockRegistry.class)),
				"Spring Integration is not on the class path.", "spring-integration-jdbc");
		assertRefused(this.enabled.withBean(LockRegistry.class, () -> new DefaultLockRegistry()::obtain),
				"there is no ConcurrentMetadataStore bean, which keeps the members and the cursors.",
				"JdbcMetadataStore");
	}

	@Test
	void severalWithoutAPrimaryOneAreRefused() {
		assertRefused(this.complete.withBean("other", LockRegistry.class, () -> new DefaultLockRegistry()::obtain),
				"there are several LockRegistry beans.", "@Primary");
		assertRefused(this.complete.withBean("other", ConcurrentMetadataStore.class, () -> new SimpleMetadataStore() {
		}), "there are several ConcurrentMetadataStore beans.", "@Primary");
	}

	@Test
	void whatOtherInstancesDoNotSeeIsRefused() {
		assertRefused(this.enabled.withBean(DefaultLockRegistry.class),
				"the DefaultLockRegistry bean keeps its locks to this instance of the application.", "share");
		assertRefused(this.enabled.withBean(PassThruLockRegistry.class),
				"the PassThruLockRegistry bean keeps its locks to this instance of the application.", "share");
		ApplicationContextRunner locked = this.enabled.withBean(LockRegistry.class,
				() -> new DefaultLockRegistry()::obtain);
		assertRefused(locked.withBean(SimpleMetadataStore.class),
				"the SimpleMetadataStore bean keeps its values to this instance of the application.", "share");
		assertRefused(locked.withBean(PropertiesPersistingMetadataStore.class),
				"the PropertiesPersistingMetadataStore bean keeps its values to this instance of the application.",
				"share");
	}

	@ParameterizedTest
	@CsvSource({ "shards,0", "lease,10ms", "rebalance-interval,15s", "rebalance-interval,0ms", "cursor-interval,0ms",
			"once,room:{", "everywhere,a*b" })
	void valuesThatMakeNoSenseAreRefusedByName(String property, String value) {
		this.complete.withPropertyValues("phoenix.channels.fleet." + property + "=" + value)
			.run((context) -> assertThat(analysis(context).getDescription())
				.startsWith("phoenix.channels.fleet." + property + " is wrong: "));
	}

	private static FleetSettings settings(String... assignments) {
		MockEnvironment environment = new MockEnvironment();
		environment.setProperty("phoenix.channels.fleet.group", "orders");
		for (String assignment : assignments) {
			String[] parts = assignment.split("=");
			environment.setProperty("phoenix.channels.fleet." + parts[0], parts[1]);
		}
		return new PhoenixFleetPropertiesMapper("application").settings(
				Binder.get(environment).bindOrCreate("phoenix.channels.fleet", PhoenixFleetProperties.class),
				Duration.ofSeconds(3));
	}

	static Stream<Arguments> table() {
		return Stream.of(row("group=billing", (settings) -> settings.policy().group(), "billing"),
				row("shards=7", (settings) -> settings.policy().shards(), 7),
				row("lease=3s", (settings) -> settings.policy().lease(), Duration.ofSeconds(3)),
				row("rebalance-interval=3s", (settings) -> settings.policy().rebalanceInterval(),
						Duration.ofSeconds(3)),
				row("cursor-interval=3s", FleetSettings::cursorInterval, Duration.ofSeconds(3)),
				row("cursor-fields=seq,at", FleetSettings::cursorFields, List.of("seq", "at")),
				row("delivery=once", (settings) -> settings.delivery("default", "room:7"), Delivery.ONCE),
				row("clients.jobs=once", (settings) -> settings.delivery("jobs", "room:7"), Delivery.ONCE),
				row("once=room:*", (settings) -> settings.delivery("default", "room:7"), Delivery.ONCE),
				row("everywhere=room:{id}", FleetSettings::everywhere, List.of(TopicPattern.parse("room:{id}"))));
	}

	private static Arguments row(String assignment, Function<FleetSettings, Object> read, Object expected) {
		return Arguments.of(assignment, read, expected);
	}

	@ParameterizedTest
	@MethodSource("table")
	void everyPropertyIsHeeded(String assignment, Function<FleetSettings, Object> read, Object expected) {
		assertThat(read.apply(settings(assignment))).isEqualTo(expected).isNotEqualTo(read.apply(settings()));
	}

	@Test
	void noPropertyIsMissing() throws IOException {
		List<String> known = PropertiesDocumentTests.metadata()
			.get("properties")
			.valueStream()
			.map((node) -> node.get("name").asString())
			.filter((name) -> name.startsWith("phoenix.channels.fleet.") && !name.endsWith(".enabled"))
			.toList();
		assertThat(table().map((row) -> "phoenix.channels.fleet." + ((String) row.get()[0]).split("=")[0])
			.map((name) -> name.replace(".jobs", ""))).containsExactlyInAnyOrderElementsOf(known);
	}

	@Test
	void aGroupIsNeeded() {
		this.complete.withPropertyValues("spring.application.name=")
			.run((context) -> assertThat(analysis(context).getDescription())
				.startsWith("phoenix.channels.fleet.group is not set, and spring.application.name"));
	}

	@Test
	void deliveryIsThatOfTheTopicThenOfTheClientThenOfAll() {
		FleetSettings settings = settings("once=room:*,order:{id}", "everywhere=room:lobby", "clients.jobs=once");
		assertThat(settings.delivery("default", "room:lobby")).isEqualTo(Delivery.EVERYWHERE);
		assertThat(settings.delivery("jobs", "room:lobby")).isEqualTo(Delivery.EVERYWHERE);
		assertThat(settings.delivery("default", "room:7")).isEqualTo(Delivery.ONCE);
		assertThat(settings.delivery("default", "order:7")).isEqualTo(Delivery.ONCE);
		assertThat(settings.delivery("default", "other")).isEqualTo(Delivery.EVERYWHERE);
		assertThat(settings.delivery("jobs", "other")).isEqualTo(Delivery.ONCE);
		assertThat(settings.drainTimeout()).hasSeconds(3);
	}

	@Test
	void anotherNumberOfShardsIsExplained() {
		Map<String, String> values = new ConcurrentHashMap<>();
		FleetStore store = new FleetStore() {

			@Override
			public String get(String key) {
				return values.get(key);
			}

			@Override
			public String putIfAbsent(String key, String value) {
				return values.putIfAbsent(key, value);
			}

			@Override
			public boolean replace(String key, String expected, String value) {
				return values.replace(key, expected, value);
			}

		};
		FleetMember.agreeOnShards(new FleetPolicy("orders", 64, Duration.ofSeconds(5), Duration.ofMillis(5)), store);
		FleetPolicy other = new FleetPolicy("orders", 32, Duration.ofSeconds(5), Duration.ofMillis(5));
		assertThatThrownBy(() -> FleetMember.agreeOnShards(other, store))
			.isInstanceOfSatisfying(ShardCountException.class, (ex) -> {
				FailureAnalysis analysis = new ShardCountFailureAnalyzer().analyze(ex, ex);
				assertThat(analysis.getDescription()).startsWith(
						"phoenix.channels.fleet.shards is 32. The fleet 'orders' has 64 shards, but this instance is"
								+ " configured with 32");
				assertThat(analysis.getAction()).contains("Set phoenix.channels.fleet.shards=64")
					.contains("'phoenix-fleet:orders:shards'");
			});
	}

}
