package io.phoenixchannels.boot.autoconfigure.info;

import java.util.List;
import java.util.Map;

import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.info.PhoenixInfoContributor;
import io.phoenixchannels.client.PhoenixChannelsVersion;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class PhoenixInfoContributorAutoConfigurationTests {

	private final ApplicationContextRunner off = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(PhoenixAutoConfiguration.class, PhoenixInfoContributorAutoConfiguration.class))
		.withPropertyValues("phoenix.channels.url=wss://phoenix.example/socket?token=s3cret",
				"phoenix.channels.api-key=s3cret", "phoenix.channels.auto-startup=false");

	private final ApplicationContextRunner runner = this.off
		.withPropertyValues("management.info.phoenixchannels.enabled=true");

	@Test
	void versionAndTargetsAreToldWithoutSecrets() {
		this.runner
			.withPropertyValues("phoenix.channels.clients.old.url=ws://localhost:4001/socket",
					"phoenix.channels.clients.old.protocol-version=v1")
			.run((context) -> {
				Info.Builder builder = new Info.Builder();
				context.getBean(PhoenixInfoContributor.class).contribute(builder);
				assertThat(builder.build().getDetails()).isEqualTo(Map.of("phoenixChannels",
						Map.of("version", PhoenixChannelsVersion.getVersion(), "clients", Map.of("default",
								Map.of("target", "wss://phoenix.example/socket/websocket", "protocolVersion", "v2"),
								"old",
								Map.of("target", "ws://localhost:4001/socket/websocket", "protocolVersion", "v1")))));
			});
	}

	@Test
	void versionIsThatOfTheBuild() {
		assertThat(PhoenixChannelsVersion.getVersion()).matches("\\d+\\.\\d+\\.\\d+.*");
	}

	@Test
	void versionIsKeptInANativeImage() {
		RuntimeHints hints = new RuntimeHints();
		new PhoenixInfoContributorAutoConfiguration.VersionHints().registerHints(hints, null);
		assertThat(RuntimeHintsPredicates.resource().forResource(PhoenixChannelsVersion.RESOURCE)).accepts(hints);
	}

	@Test
	void isOffUnlessAskedForLikeMostOfBoots() {
		this.off.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(InfoContributor.class));
		this.off.withPropertyValues("management.info.defaults.enabled=true")
			.run((context) -> assertThat(context).doesNotHaveBean(InfoContributor.class));
	}

	@Test
	void isOffWithTheClients() {
		this.runner.withPropertyValues("phoenix.channels.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(InfoContributor.class));
	}

	@Test
	void contributorOfTheApplicationIsUsedInstead() {
		PhoenixInfoContributor own = new PhoenixInfoContributor(List.of());
		this.runner.withBean("own", PhoenixInfoContributor.class, () -> own)
			.run((context) -> assertThat(context).getBean(PhoenixInfoContributor.class).isSameAs(own));
	}

	@Test
	void needsTheActuator() {
		this.runner.withClassLoader(new FilteredClassLoader(InfoContributor.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("phoenixChannelsInfoContributor"));
	}

}
