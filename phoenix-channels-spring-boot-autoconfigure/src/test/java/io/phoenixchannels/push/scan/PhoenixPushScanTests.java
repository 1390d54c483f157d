package io.phoenixchannels.push.scan;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixListenerAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixPushAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixTemplateAutoConfiguration;
import io.phoenixchannels.push.PhoenixPushProxyFactory;
import io.phoenixchannels.push.PhoenixPushScan;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.Compiled;
import org.springframework.core.test.tools.TestCompiler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Interfaces that are made beans, on the JVM and ahead of time.
 */
class PhoenixPushScanTests {

	private static final Class<?>[] AUTO_CONFIGURATIONS = { PhoenixAutoConfiguration.class,
			PhoenixListenerAutoConfiguration.class, PhoenixTemplateAutoConfiguration.class,
			PhoenixPushAutoConfiguration.class };

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.channel("room:*",
				(channel) -> channel.on("rename",
						(push) -> push.ok(Map.of("from", push.topic(), "to", push.payload().get("name")))))
		.channel("alerts:*", (channel) -> channel.on("raise", (push) -> {
		}))
		.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AUTO_CONFIGURATIONS))
		.withPropertyValues(properties());

	@AfterEach
	void stop() {
		this.server.close();
	}

	private String[] properties() {
		return new String[] { "phoenix.channels.url=" + this.server.url(), "phoenix.channels.topics=room:lobby",
				"phoenix.channels.clients.alerts.url=" + this.server.url(),
				"phoenix.channels.clients.alerts.topics=alerts:us", "area=us" };
	}

	private void assertPush(ApplicationContext context) throws Exception {
		this.server.awaitJoined("room:lobby");
		this.server.awaitJoined("alerts:us");
		assertThat(context.getBean(ScannedRooms.class).rename("lobby", "salon").get(10, TimeUnit.SECONDS))
			.isEqualTo(new ScannedRooms.Renamed("room:lobby", "salon"));
		context.getBean(ScannedAlerts.class).raise("fire");
		assertThat(this.server.awaitPush("alerts:us", "raise", String.class)).isEqualTo("fire");
	}

	@Test
	void interfacesOfThePackageAreBeans() {
		this.runner.withUserConfiguration(Scanning.class).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(NoPushes.class);
			assertPush(context);
		});
	}

	@Test
	void packagesMayBeNamedSeveralTimes() {
		this.runner.withUserConfiguration(Scanning.class, ScanningByName.class, ScanningByClass.class)
			.run((context) -> assertThat(context).hasSingleBean(ScannedRooms.class).hasSingleBean(ScannedAlerts.class));
	}

	@Test
	void oneMayBeMadeByABeanMethod() {
		this.runner.withUserConfiguration(ByHand.class)
			.run((context) -> assertThat(context).hasSingleBean(ScannedRooms.class)
				.doesNotHaveBean(ScannedAlerts.class));
	}

	@Test
	void factoryOfTheApplicationIsUsedInstead() {
		PhoenixPushProxyFactory factory = PhoenixPushProxyFactory.builder().build();
		this.runner.withBean(PhoenixPushProxyFactory.class, () -> factory)
			.run((context) -> assertThat(context).getBean(PhoenixPushProxyFactory.class).isSameAs(factory));
	}

	@Test
	void proxiesAndPayloadsAreReachable() throws Exception {
		RuntimeHints hints = process(new TestGenerationContext(PhoenixPushScanTests.class), Scanning.class);
		assertReachable(hints);
		assertThat(RuntimeHintsPredicates.proxies()
			.forInterfaces(AopProxyUtils.completeJdkProxyInterfaces(ScannedAlerts.class))).accepts(hints);
		assertReachable(process(new TestGenerationContext(PhoenixPushScanTests.class), ByHand.class));
	}

	private static void assertReachable(RuntimeHints hints) throws Exception {
		assertThat(RuntimeHintsPredicates.proxies()
			.forInterfaces(AopProxyUtils.completeJdkProxyInterfaces(ScannedRooms.class))).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ScannedRooms.class.getMethod("rename", String.class, String.class))).accepts(hints);
		for (Class<?> type : new Class<?>[] { ScannedRooms.Name.class, ScannedRooms.Renamed.class }) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
		}
	}

	@Test
	@CompileWithForkedClassLoader
	void processedContextPushes() {
		TestGenerationContext generation = new TestGenerationContext(PhoenixPushScanTests.class);
		process(generation, Scanning.class);
		TestCompiler.forSystem().with(generation).compile(this::run);
	}

	private void run(Compiled compiled) {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.setClassLoader(compiled.getClassLoader());
			TestPropertyValues.of(properties()).applyTo(context);
			@SuppressWarnings("unchecked")
			ApplicationContextInitializer<GenericApplicationContext> initializer = compiled
				.getInstance(ApplicationContextInitializer.class);
			initializer.initialize(context);
			context.refresh();
			assertPush(context);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static RuntimeHints process(TestGenerationContext generation, Class<?> configuration) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues
				.of("phoenix.channels.url=ws://localhost:4000/socket",
						"phoenix.channels.clients.alerts.url=ws://localhost:4001/socket")
				.applyTo(context);
			context.register(AUTO_CONFIGURATIONS);
			context.register(configuration);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
			return generation.getRuntimeHints();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@PhoenixPushScan
	static class Scanning {

	}

	@Configuration(proxyBeanMethods = false)
	@PhoenixPushScan("io.phoenixchannels.push.scan")
	static class ScanningByName {

	}

	@Configuration(proxyBeanMethods = false)
	@PhoenixPushScan(basePackageClasses = ScannedRooms.class)
	static class ScanningByClass {

	}

	@Configuration(proxyBeanMethods = false)
	static class ByHand {

		@Bean
		ScannedRooms rooms(PhoenixPushProxyFactory factory) {
			return factory.createClient(ScannedRooms.class);
		}

	}

}
