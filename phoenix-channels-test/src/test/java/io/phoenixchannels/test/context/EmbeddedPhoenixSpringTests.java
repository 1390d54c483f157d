package io.phoenixchannels.test.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.test.EmbeddedPhoenixChannels;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.EmbeddedPhoenixServerBuilder;
import io.phoenixchannels.test.RawWebSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/**
 * The annotation in tests of Spring. Classes of one run follow each other, and share the
 * cache of contexts.
 */
class EmbeddedPhoenixSpringTests {

	private static final List<EmbeddedPhoenixServer> SERVERS = new ArrayList<>();

	private static EngineExecutionResults run(Class<?>... testClasses) {
		SERVERS.clear();
		EngineTestKit.Builder builder = EngineTestKit.engine("junit-jupiter");
		for (Class<?> testClass : testClasses) {
			builder.selectors(selectClass(testClass));
		}
		return builder.execute();
	}

	private static void assertAllSucceed(EngineExecutionResults results, int tests) {
		assertThat(results.allEvents()
			.failed()
			.stream()
			.map((event) -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow()))
			.isEmpty();
		results.testEvents().assertStatistics((statistics) -> statistics.started(tests).succeeded(tests));
	}

	@Test
	void serverIsABeanAndItsUrlComesFirst() {
		assertAllSucceed(run(DefaultClientCase.class), 3);
	}

	@Test
	void severalClientsAreLedToIt() {
		assertAllSucceed(run(NamedClientsCase.class), 1);
	}

	@Test
	void equalAnnotationsShareAContextAndOthersDoNot() {
		assertAllSucceed(run(SharedOneCase.class, SharedTwoCase.class, SharedNotCase.class), 3);
		assertThat(SERVERS).hasSize(3);
		assertThat(SERVERS.get(1)).isSameAs(SERVERS.get(0));
		assertThat(SERVERS.get(2)).isNotSameAs(SERVERS.get(0));
	}

	@Test
	void settingsAreEqualByValue() {
		ServerSettings settings = ServerSettings.of(SharedOneCase.class.getAnnotation(EmbeddedPhoenix.class));
		assertThat(new EmbeddedPhoenixContextCustomizer(settings))
			.isEqualTo(new EmbeddedPhoenixContextCustomizer(
					ServerSettings.of(SharedTwoCase.class.getAnnotation(EmbeddedPhoenix.class))))
			.isNotEqualTo(new EmbeddedPhoenixContextCustomizer(
					ServerSettings.of(SharedNotCase.class.getAnnotation(EmbeddedPhoenix.class))));
	}

	@Test
	void serverClosesWithItsContextAfterItsBeans() {
		assertAllSucceed(run(DirtyCase.class), 2);
		assertThat(SERVERS).hasSize(2).doesNotHaveDuplicates().noneMatch(EmbeddedPhoenixServer::isRunning);
		assertThat(DirtyCase.seenByBeans).containsExactly(true, true);
	}

	@Test
	void serverClosesWhenTheContextFails() {
		EngineExecutionResults results = run(FailingContextCase.class);
		results.testEvents().assertStatistics((statistics) -> statistics.failed(1));
		assertThat(SERVERS).singleElement().matches((server) -> !server.isRunning());
	}

	@Test
	void whatATestDoesIsUndone() {
		assertAllSucceed(run(FaultsCase.class), 3);
	}

	@Test
	void whatAClassScriptsIsForgottenAtItsEnd() {
		assertAllSucceed(run(ScriptsForAllCase.class, ExpectsBuiltCase.class), 5);
		assertThat(SERVERS).hasSize(2).containsOnly(SERVERS.get(0));
	}

	@Test
	void pausedContextKeepsItsServerOnAFreePort() {
		assertAllSucceed(run(FreePortFirstCase.class, OtherContextCase.class, FreePortAgainCase.class), 3);
		assertThat(SERVERS).hasSize(3);
		assertThat(SERVERS.get(2)).isSameAs(SERVERS.get(0));
		assertThat(OtherContextCase.runningMeanwhile).isTrue();
	}

	@Test
	void pausedContextLeavesItsFixedPortToAnother() {
		assertAllSucceed(run(FixedPortFirstCase.class, FixedPortOtherCase.class, FixedPortAgainCase.class), 3);
		assertThat(SERVERS).hasSize(3);
		assertThat(SERVERS.get(1)).isNotSameAs(SERVERS.get(0));
		assertThat(SERVERS.get(2)).isSameAs(SERVERS.get(0));
	}

	@Test
	void testsWithoutTheAnnotationAreLeftAlone() {
		assertAllSucceed(run(UnannotatedCase.class), 1);
	}

	private static String join(EmbeddedPhoenixServer server, String topic) throws Exception {
		try (RawWebSocket client = new RawWebSocket(server.port(), "/socket/websocket?vsn=2.0.0")) {
			client.text("[\"1\",\"1\",\"%s\",\"phx_join\",{}]".formatted(topic));
			return client.nextText();
		}
	}

	static final class Rooms implements EmbeddedPhoenixChannels {

		@Override
		public void configure(EmbeddedPhoenixServerBuilder server) {
			server.channel("room:*", (channel) -> channel.onJoin((join) -> join.ok("built")));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

	@SpringJUnitConfig(Nothing.class)
	@TestPropertySource(properties = "phoenix.channels.url=ws://production/socket")
	@EmbeddedPhoenix(channels = Rooms.class)
	static class DefaultClientCase {

		@Autowired
		private EmbeddedPhoenixServer field;

		@Autowired
		private Environment environment;

		@Test
		void parameterAndBean(EmbeddedPhoenixServer parameter, ApplicationContext context) throws Exception {
			assertThat(parameter).isSameAs(this.field)
				.isSameAs(context.getBean("embeddedPhoenixServer", EmbeddedPhoenixServer.class));
			assertThat(this.environment.getProperty("phoenix.channels.url")).isEqualTo(parameter.url());
			assertThat(join(parameter, "room:a")).contains("built");
		}

		@Test
		void autowiredParameter(@Autowired EmbeddedPhoenixServer parameter) {
			assertThat(parameter).isSameAs(this.field);
		}

		@Nested
		class NestedCase {

			@Autowired
			private EmbeddedPhoenixServer own;

			@Test
			void nestedClassesShareIt(EmbeddedPhoenixServer parameter) {
				assertThat(parameter).isSameAs(this.own).isSameAs(DefaultClientCase.this.field);
			}

		}

	}

	@SpringJUnitConfig(Nothing.class)
	@EmbeddedPhoenix(client = { "default", "alerts" }, path = "/live")
	static class NamedClientsCase {

		@Test
		void test(EmbeddedPhoenixServer server, @Autowired Environment environment) {
			assertThat(environment.getProperty("phoenix.channels.url")).isEqualTo(server.url()).endsWith("/live");
			assertThat(environment.getProperty("phoenix.channels.clients.alerts.url")).isEqualTo(server.url());
		}

	}

	@SpringJUnitConfig(Nothing.class)
	@EmbeddedPhoenix(channels = Rooms.class, maxChannels = 7)
	static class SharedOneCase {

		@Test
		void test(EmbeddedPhoenixServer server) {
			SERVERS.add(server);
		}

	}

	@SpringJUnitConfig(Nothing.class)
	@EmbeddedPhoenix(channels = Rooms.class, maxChannels = 7)
	static class SharedTwoCase extends SharedOneCase {

	}

	@SpringJUnitConfig(Nothing.class)
	@EmbeddedPhoenix(channels = Rooms.class, maxChannels = 8)
	static class SharedNotCase extends SharedOneCase {

	}

	@SpringJUnitConfig(DirtyCase.Configuration.class)
	@EmbeddedPhoenix(path = "/dirty")
	@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
	static class DirtyCase {

		private static final List<Boolean> seenByBeans = new ArrayList<>();

		@RepeatedTest(2)
		void test(EmbeddedPhoenixServer server) {
			SERVERS.add(server);
		}

		@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
		static class Configuration {

			@Bean
			AutoCloseable witness(EmbeddedPhoenixServer server) {
				return () -> seenByBeans.add(server.isRunning());
			}

		}

	}

	@SpringJUnitConfig(FailingContextCase.Configuration.class)
	@EmbeddedPhoenix
	static class FailingContextCase {

		@Test
		void test() {
		}

		@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
		static class Configuration {

			@Bean
			String failing(EmbeddedPhoenixServer server) {
				SERVERS.add(server);
				throw new IllegalStateException("on purpose");
			}

		}

	}

	@SpringJUnitConfig(Nothing.class)
	@EmbeddedPhoenix(channels = Rooms.class, path = "/socket", maxChannels = 9)
	static class FaultsCase {

		@RepeatedTest(3)
		void test(EmbeddedPhoenixServer server) throws Exception {
			assertThat(server.isRunning()).isTrue();
			assertThat(server.frames().all()).isEmpty();
			assertThat(join(server, "room:a")).contains("built");
			server.refuseConnections(503);
			server.refuseJoins("room:*", Map.of("reason", "full"));
			server.channel("room:*", (channel) -> channel.onJoin((join) -> join.ok("replaced")));
			server.goSilent();
			server.stop();
		}

	}

	@SpringJUnitConfig(Nothing.class)
	@EmbeddedPhoenix(channels = Rooms.class, maxChannels = 10)
	static class ScriptsForAllCase {

		@BeforeAll
		static void script(EmbeddedPhoenixServer server) {
			SERVERS.add(server);
			server.channel("room:*", (channel) -> channel.onJoin((join) -> join.ok("for all")));
		}

		@RepeatedTest(2)
		void test(EmbeddedPhoenixServer server) throws Exception {
			assertThat(join(server, "room:a")).contains("for all");
		}

		@Nested
		class NestedCase {

			@Test
			void test(EmbeddedPhoenixServer server) throws Exception {
				assertThat(join(server, "room:a")).contains("for all");
			}

		}

		@Nested
		class AlsoNestedCase extends NestedCase {

		}

	}

	@SpringJUnitConfig(Nothing.class)
	@EmbeddedPhoenix(channels = Rooms.class, maxChannels = 10)
	static class ExpectsBuiltCase {

		@Test
		void test(EmbeddedPhoenixServer server) throws Exception {
			SERVERS.add(server);
			assertThat(join(server, "room:a")).contains("built");
		}

	}

	@SpringJUnitConfig(Nothing.class)
	@EmbeddedPhoenix(path = "/free")
	static class FreePortFirstCase {

		@Test
		void test(EmbeddedPhoenixServer server, ConfigurableApplicationContext context) {
			SERVERS.add(server);
			assertThat(context.isRunning()).isTrue();
			assertThat(server.isRunning()).isTrue();
		}

	}

	@SpringJUnitConfig(Nothing.class)
	@EmbeddedPhoenix(path = "/other")
	static class OtherContextCase {

		private static boolean runningMeanwhile;

		@Test
		void test(EmbeddedPhoenixServer server) {
			runningMeanwhile = SERVERS.get(0).isRunning();
			SERVERS.add(server);
		}

	}

	@SpringJUnitConfig(Nothing.class)
	@EmbeddedPhoenix(path = "/free")
	static class FreePortAgainCase extends FreePortFirstCase {

	}

	@SpringJUnitConfig(Nothing.class)
	@EmbeddedPhoenix(port = 17_114)
	static class FixedPortFirstCase {

		@Test
		void test(EmbeddedPhoenixServer server, ConfigurableApplicationContext context) {
			assertThat(SERVERS).noneMatch(EmbeddedPhoenixServer::isRunning);
			assertThat(server.isRunning()).isTrue();
			assertThat(server.port()).isEqualTo(17_114);
			SERVERS.add(server);
		}

	}

	@SpringJUnitConfig(Nothing.class)
	@EmbeddedPhoenix(port = 17_114, path = "/other")
	static class FixedPortOtherCase {

		@Test
		void test(EmbeddedPhoenixServer server) {
			assertThat(SERVERS).hasSize(1).noneMatch(EmbeddedPhoenixServer::isRunning);
			assertThat(server.isRunning()).isTrue();
			SERVERS.add(server);
		}

	}

	@SpringJUnitConfig(Nothing.class)
	@EmbeddedPhoenix(port = 17_114)
	static class FixedPortAgainCase {

		@Test
		void test(EmbeddedPhoenixServer server) {
			assertThat(server).isSameAs(SERVERS.get(0));
			assertThat(server.isRunning()).isTrue();
			assertThat(SERVERS.get(1).isRunning()).isFalse();
			SERVERS.add(server);
		}

	}

	@SpringJUnitConfig(Nothing.class)
	static class UnannotatedCase {

		@Test
		void test(ApplicationContext context) {
			assertThat(context.getBeansOfType(EmbeddedPhoenixServer.class)).isEmpty();
			assertThat(context.getEnvironment().getProperty("phoenix.channels.url")).isNull();
		}

	}

}
