package io.phoenixchannels.sample.fleet;

import javax.sql.DataSource;

import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixFleetAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixListenerAutoConfiguration;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.jdbc.lock.LockRepository;
import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * What makes an instance a member of a fleet: the locks and the values of Spring
 * Integration, on a database that all share.
 */
@ImportAutoConfiguration({ SslAutoConfiguration.class, PhoenixAutoConfiguration.class,
		PhoenixFleetAutoConfiguration.class, PhoenixListenerAutoConfiguration.class })
class InstanceBeans {

	@Bean
	JdbcTransactionManager transactionManager(DataSource dataSource) {
		return new JdbcTransactionManager(dataSource);
	}

	@Bean
	DefaultLockRepository lockRepository(DataSource dataSource) {
		return new DefaultLockRepository(dataSource);
	}

	@Bean
	JdbcLockRegistry lockRegistry(LockRepository repository) {
		return new JdbcLockRegistry(repository);
	}

	@Bean
	JdbcMetadataStore metadataStore(DataSource dataSource) {
		return new JdbcMetadataStore(dataSource);
	}

}
