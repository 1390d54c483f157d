package io.phoenixchannels.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.MergedAnnotations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When each auto-configuration backs off, and how the conditions report says why.
 */
class ConditionsTests {

	private static List<Class<?>> autoConfigurations() throws IOException {
		String folder = PhoenixProperties.class.getProtectionDomain().getCodeSource().getLocation().toString();
		try (InputStream in = java.net.URI
			.create(folder + "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports")
			.toURL()
			.openStream()) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.<Class<?>>map(ConditionsTests::type)
				.toList();
		}
	}

	private static Class<?> type(String name) {
		try {
			return Class.forName(name);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static Stream<Arguments> requiredClasses() throws IOException {
		return autoConfigurations().stream()
			.flatMap((type) -> MergedAnnotations.from(type)
				.stream(ConditionalOnClass.class)
				.flatMap((condition) -> Arrays.stream(condition.getClassArray("value")))
				.map((required) -> Arguments.of(type, required)));
	}

	private static ApplicationContextRunner runner() throws IOException {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(autoConfigurations().toArray(Class<?>[]::new)))
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, JacksonAutoConfiguration.class,
					EndpointAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("phoenix.channels.auto-startup=false");
	}

	private static ApplicationContextRunner configured() throws IOException {
		return runner().withPropertyValues("phoenix.channels.url=ws://localhost:4000/socket");
	}

	private static List<String> ownBeans(AssertableApplicationContext context) {
		return Arrays.stream(context.getBeanDefinitionNames()).filter((name) -> {
			Class<?> type = context.getType(name);
			return type != null && type.getName().startsWith("io.phoenixchannels.");
		}).toList();
	}

	@ParameterizedTest
	@MethodSource("requiredClasses")
	void autoConfigurationBacksOffWithoutAClassThatItNeeds(Class<?> autoConfiguration, Class<?> required)
			throws IOException {
		configured().withClassLoader(new FilteredClassLoader(required))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(autoConfiguration)
				.hasSingleBean(PhoenixAutoConfiguration.class));
	}

	@Test
	void whatIsTurnedOffLeavesNothingButTheKeeperOfItsSecrets() throws IOException {
		configured().run((context) -> assertThat(ownBeans(context)).hasSizeGreaterThan(8));
		// The secrets are among the properties all the same
		configured().withPropertyValues("phoenix.channels.enabled=false")
			.run((context) -> assertThat(ownBeans(context)).allMatch((bean) -> bean.contains("anitizing")));
	}

	private static String conditionOfDefaultClient(AssertableApplicationContext context) {
		return ConditionEvaluationReport.get(context.getSourceApplicationContext().getBeanFactory())
			.getConditionAndOutcomesBySource()
			.get(PhoenixAutoConfiguration.DefaultClientConfiguration.class.getName())
			.stream()
			.map((condition) -> condition.getOutcome().getMessage())
			.filter((message) -> message.startsWith("Default Phoenix client"))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void reportSaysWhyThereIsADefaultClient() throws IOException {
		configured().run((context) -> assertThat(conditionOfDefaultClient(context))
			.isEqualTo("Default Phoenix client is configured, as phoenix.channels.url is set"));
		runner().withBean(PhoenixConnectionDetails.class, () -> () -> "ws://localhost:4000/socket")
			.run((context) -> assertThat(conditionOfDefaultClient(context))
				.isEqualTo("Default Phoenix client is configured, as there are connection details"));
	}

	@Test
	void reportSaysWhyThereIsNoDefaultClient() throws IOException {
		runner()
			.withPropertyValues("phoenix.channels.clients.jobs.url=ws://localhost:4000/socket",
					"phoenix.channels.clients.alerts.url=ws://localhost:4000/socket")
			.run((context) -> assertThat(conditionOfDefaultClient(context))
				.isEqualTo("Default Phoenix client is not configured, as phoenix.channels.url is not set, and there are"
						+ " other clients: alerts, jobs"));
	}

}
