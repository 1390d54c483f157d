package io.phoenixchannels.fleet.spring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixFleetAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixJoinParamsSupplier;
import io.phoenixchannels.boot.autoconfigure.PhoenixListenerAutoConfiguration;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.fleet.FleetStatus;
import io.phoenixchannels.fleet.PhoenixFleet;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * One instance of an application: a context of its own, with a plug.
 */
final class FleetInstance {

	private final String name;

	private final Plug plug = new Plug();

	private final NumberedEvents server;

	private final Ledger ledger;

	private final ConfigurableApplicationContext context;

	private volatile Consumer<PhoenixMessage> before = (message) -> {
	};

	private FleetInstance(String name, FleetEngine engine, NumberedEvents server, Ledger ledger,
			List<String> properties, Class<?>... listeners) {
		this.name = name;
		this.server = server;
		this.ledger = ledger;
		List<String> all = new ArrayList<>(List.of("phoenix.channels.url=" + server.url(),
				"phoenix.channels.params.instance=" + name, "phoenix.channels.fleet.enabled=true",
				"phoenix.channels.fleet.group=test", "phoenix.channels.fleet.delivery=once",
				"phoenix.channels.topics=" + String.join(",", server.names()), "spring.main.banner-mode=off",
				"spring.main.log-startup-info=false", "logging.level.io.phoenixchannels=error",
				"logging.level.com.zaxxer=warn"));
		all.addAll(properties);
		List<Class<?>> sources = new ArrayList<>(List.of(Application.class));
		sources.addAll(List.of(listeners));
		SpringApplication application = new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
			.web(WebApplicationType.NONE)
			.properties(all.toArray(String[]::new))
			.registerShutdownHook(false)
			.initializers((ApplicationContextInitializer<GenericApplicationContext>) (starting) -> {
				engine.register(starting, this.plug);
				starting.registerBean(FleetInstance.class, () -> this);
			})
			.build();
		this.context = application.run();
	}

	static FleetInstance start(String name, FleetEngine engine, NumberedEvents server, Ledger ledger,
			List<String> properties, Class<?>... listeners) {
		return new FleetInstance(name, engine, server, ledger, properties, listeners);
	}

	String name() {
		return this.name;
	}

	Plug plug() {
		return this.plug;
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	/**
	 * Sets what is done with each message before it is taken down.
	 */
	void before(Consumer<PhoenixMessage> before) {
		this.before = before;
	}

	void handle(PhoenixMessage message) {
		this.before.accept(message);
		this.plug.whileIn(() -> this.ledger.add(message.topic(), message.payload(Integer.class), this.name));
	}

	FleetStatus status() {
		return this.context.getBean(PhoenixFleet.class).status();
	}

	Collection<Integer> shards() {
		return status().owned().stream().map(FleetStatus.Shard::number).toList();
	}

	/**
	 * Ends it as SIGKILL would: its sockets break, nothing is given back or stored, and
	 * what it still does counts for nothing.
	 */
	void kill() {
		this.plug.pull();
		this.server.kill(this.name);
		CompletableFuture.runAsync(this.context::close);
	}

	void stop() {
		this.context.close();
	}

	@Override
	public String toString() {
		return this.name;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, PhoenixAutoConfiguration.class,
			PhoenixFleetAutoConfiguration.class, PhoenixListenerAutoConfiguration.class })
	static class Application {

		@Bean
		PhoenixJoinParamsSupplier cursor() {
			return (join) -> CompletableFuture.completedFuture(
					Map.of("after", (join.lastMessage() != null) ? join.lastMessage().payload(Integer.class) : 0));
		}

	}

}
