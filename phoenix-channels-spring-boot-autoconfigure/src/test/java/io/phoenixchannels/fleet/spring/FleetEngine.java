package io.phoenixchannels.fleet.spring;

import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.RenewableLockRegistry;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * What keeps the locks and values of a test.
 */
interface FleetEngine {

	/**
	 * Adds the beans of one instance.
	 */
	void register(GenericApplicationContext context, Plug plug);

	/**
	 * A database in memory.
	 */
	static FleetEngine h2() {
		return jdbc("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "h2", "");
	}

	/**
	 * A database, whose tables are made anew.
	 * @param onConflict what makes an insert of what is there do nothing
	 */
	static FleetEngine jdbc(String url, String platform, String onConflict) {
		try (HikariDataSource dataSource = dataSource(url)) {
			ResourceDatabasePopulator drop = new ResourceDatabasePopulator(
					new ClassPathResource("org/springframework/integration/jdbc/schema-drop-" + platform + ".sql"));
			drop.setIgnoreFailedDrops(true);
			drop.setContinueOnError(true);
			drop.execute(dataSource);
			new ResourceDatabasePopulator(
					new ClassPathResource("org/springframework/integration/jdbc/schema-" + platform + ".sql"))
				.execute(dataSource);
		}
		return (context, plug) -> {
			context.registerBean(HikariDataSource.class, () -> dataSource(url));
			context.registerBean("plugged", DataSource.class,
					() -> plug.dataSource(context.getBean(HikariDataSource.class)),
					(definition) -> definition.setPrimary(true));
			context.registerBean(PlatformTransactionManager.class,
					() -> new JdbcTransactionManager(context.getBean("plugged", DataSource.class)));
			context.registerBean(DefaultLockRepository.class, () -> {
				DefaultLockRepository locks = new DefaultLockRepository(context.getBean("plugged", DataSource.class));
				locks.setInsertQuery(locks.getInsertQuery() + onConflict);
				return locks;
			});
			context.registerBean(RenewableLockRegistry.class,
					() -> plug.locks(new JdbcLockRegistry(context.getBean(DefaultLockRepository.class))));
			context.registerBean("store", JdbcMetadataStore.class,
					() -> new JdbcMetadataStore(context.getBean("plugged", DataSource.class)),
					(definition) -> definition.setAutowireCandidate(false));
			context.registerBean(ConcurrentMetadataStore.class,
					() -> plug.store(context.getBean("store", JdbcMetadataStore.class)),
					(definition) -> definition.setPrimary(true));
		};
	}

	private static HikariDataSource dataSource(String url) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(url);
		config.setMaximumPoolSize(4);
		config.setMinimumIdle(1);
		return new HikariDataSource(config);
	}

}
