package io.phoenixchannels.sample.fleet;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.fleet.FleetStatus;
import io.phoenixchannels.fleet.PhoenixFleet;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * One instance: an application context of its own.
 */
final class Instance {

	private final String name;

	private final ConfigurableApplicationContext context;

	private volatile boolean killed;

	Instance(String name, DataSource database, Map<String, Object> properties) {
		this.name = name;
		this.context = new SpringApplicationBuilder(InstanceBeans.class).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.properties(properties)
			.initializers((ApplicationContextInitializer<GenericApplicationContext>) (starting) -> starting
				.registerBean(DataSource.class, () -> new Cable(database)))
			.run();
	}

	String name() {
		return this.name;
	}

	FleetStatus status() {
		return this.context.getBean(PhoenixFleet.class).status();
	}

	/**
	 * Gives its shards back, and ends.
	 */
	void stop() {
		this.context.close();
	}

	/**
	 * Ends it so that it cannot give anything back: the database is out of its reach from
	 * now on.
	 */
	void kill() {
		this.killed = true;
		this.context.getBean(PhoenixClient.class).close();
		CompletableFuture.runAsync(this.context::close);
	}

	/**
	 * Leads to the database, until the instance is killed.
	 */
	private final class Cable extends DelegatingDataSource {

		private Cable(DataSource database) {
			super(database);
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (Instance.this.killed) {
				throw new SQLException("This instance is dead");
			}
			return super.getConnection();
		}

	}

}
