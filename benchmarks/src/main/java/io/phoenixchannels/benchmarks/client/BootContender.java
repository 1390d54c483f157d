package io.phoenixchannels.benchmarks.client;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.boot.autoconfigure.PhoenixClientBuilderCustomizer;
import io.phoenixchannels.event.PhoenixChannelJoinedEvent;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.template.PhoenixTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * Our client as most will use it: in a Boot application, with an annotated method that
 * takes a record.
 */
final class BootContender implements Contender {

	private final Execution execution;

	private @Nullable ConfigurableApplicationContext application;

	private @Nullable PhoenixTemplate phoenix;

	private Tick echo = Tick.ofSize(0);

	private Tick note = Tick.ofSize(0);

	private Heard heard = new Heard() {
	};

	private String topic = "";

	BootContender(Execution execution) {
		this.execution = execution;
	}

	@Override
	public void open(Setup setup) {
		this.heard = setup.heard();
		this.echo = setup.echo();
		this.note = setup.note();
		this.topic = setup.topics().get(0);
		Map<String, Object> properties = Map.of("phoenix.channels.url", setup.url(),
				"phoenix.channels.max-channels-per-connection", Integer.MAX_VALUE, "spring.main.banner-mode", "off",
				"logging.level.root", "warn");
		this.application = new SpringApplicationBuilder(BootApplication.class).web(WebApplicationType.NONE)
			.properties(properties)
			.initializers((context) -> {
				context.getBeanFactory().registerSingleton("setup", setup);
				context.getBeanFactory().registerSingleton("topics", setup.topics());
				context.getBeanFactory().registerSingleton("chosenExecution", this.execution);
			})
			.run();
		this.phoenix = this.application.getBean(PhoenixTemplate.class);
	}

	@Override
	public void command(String topic, String event, String json) {
		template().send(topic, event, Payload.json(json));
	}

	@Override
	public void echo() {
		template().push(this.topic, "echo", this.echo).whenComplete((reply, failure) -> {
			if (failure != null) {
				this.heard.failed(failure);
			}
			else {
				this.heard.replied();
			}
		});
	}

	@Override
	public void note() {
		template().send(this.topic, "note", this.note);
	}

	private PhoenixTemplate template() {
		return Objects.requireNonNull(this.phoenix);
	}

	@Override
	public void close() {
		if (this.application != null) {
			this.application.close();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class BootApplication {

		@Bean
		TickListener tickListener(Setup setup) {
			return new TickListener(setup.heard());
		}

		@Bean
		PhoenixClientBuilderCustomizer executionCustomizer(Execution execution) {
			return (client, builder) -> execution.applyTo(builder);
		}

	}

	static class TickListener {

		private final Heard heard;

		TickListener(Heard heard) {
			this.heard = heard;
		}

		@PhoenixListener(topic = "#{@topics}", event = "tick")
		void onTick(Tick tick) {
			this.heard.tick();
		}

		@EventListener
		void onJoined(PhoenixChannelJoinedEvent event) {
			this.heard.joined();
		}

	}

}
