package io.phoenixchannels.test.context;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.phoenixchannels.test.EmbeddedPhoenixChannels;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.EmbeddedPhoenixServerBuilder;
import io.phoenixchannels.test.RawWebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/**
 * The annotation in tests of plain JUnit Jupiter.
 */
class EmbeddedPhoenixTests {

	/** What the test classes below have seen. */
	private static final List<EmbeddedPhoenixServer> SERVERS = new CopyOnWriteArrayList<>();

	@BeforeEach
	void forget() {
		SERVERS.clear();
	}

	private static EngineExecutionResults run(Class<?> testClass, String... parameters) {
		EngineTestKit.Builder builder = EngineTestKit.engine("junit-jupiter").selectors(selectClass(testClass));
		for (int i = 0; i < parameters.length; i += 2) {
			builder.configurationParameter(parameters[i], parameters[i + 1]);
		}
		return builder.execute();
	}

	private static void assertAllSucceed(EngineExecutionResults results, int tests) {
		assertThat(failures(results.allEvents())).isEmpty();
		results.testEvents().assertStatistics((statistics) -> statistics.started(tests).succeeded(tests));
	}

	private static List<Throwable> failures(Events events) {
		return events.failed()
			.stream()
			.map((event) -> event.getRequiredPayload(TestExecutionResult.class))
			.map((result) -> result.getThrowable().orElseThrow())
			.toList();
	}

	@Test
	void oneServerRunsFromBeforeTheFirstToAfterTheLastTest() {
		assertAllSucceed(run(EveryPlaceCase.class), 2);
		assertThat(SERVERS).hasSize(7).containsOnly(SERVERS.get(0));
		assertThat(SERVERS.get(0).isRunning()).isFalse();
	}

	@Test
	void instancePerClassTakesItInItsConstructor() {
		assertAllSucceed(run(InstancePerClassCase.class), 1);
		assertThat(SERVERS).hasSize(2).containsOnly(SERVERS.get(0));
	}

	@Test
	void attributesConfigureTheServer() {
		assertAllSucceed(run(AttributesCase.class), 1);
	}

	@Test
	void whatATestDoesIsUndone() {
		assertAllSucceed(run(FaultsCase.class), 2);
	}

	@Test
	void whatIsScriptedForAllTestsStays() {
		assertAllSucceed(run(ScriptedForAllCase.class), 3);
	}

	@Test
	void nestedClassesShareTheServerUnlessTheyHaveTheirOwn() {
		assertAllSucceed(run(OuterCase.class), 3);
		assertThat(SERVERS).hasSize(3);
		assertThat(SERVERS.get(1)).isSameAs(SERVERS.get(0));
		assertThat(SERVERS.get(2)).isNotSameAs(SERVERS.get(0));
		assertThat(SERVERS).noneMatch(EmbeddedPhoenixServer::isRunning);
	}

	@Test
	void subclassesInheritTheAnnotation() {
		assertAllSucceed(run(InheritedCase.class), 2);
	}

	@Test
	void testsOfOneServerDoNotRunConcurrently() {
		assertAllSucceed(run(ConcurrentCase.class, "junit.jupiter.execution.parallel.enabled", "true",
				"junit.jupiter.execution.parallel.mode.default", "concurrent"), 20);
	}

	@Test
	void takenPortFailsTheClass() throws Exception {
		try (ServerSocket taken = new ServerSocket()) {
			taken.bind(new InetSocketAddress("localhost", FixedPortCase.PORT));
			Events containers = run(FixedPortCase.class).containerEvents();
			assertThat(failures(containers)).singleElement()
				.satisfies((failure) -> assertThat(failure)
					.hasMessage("Cannot listen on port " + FixedPortCase.PORT + " of localhost"));
		}
	}

	@Test
	void channelsThatCannotBeInstantiatedAreNamed() {
		assertThat(failures(run(InnerChannelsCase.class).containerEvents())).singleElement()
			.satisfies((failure) -> assertThat(failure)
				.hasMessage("@EmbeddedPhoenix names " + InnerChannelsCase.Inner.class.getName()
						+ ", which cannot be instantiated. Give it a constructor without parameters,"
						+ " and make it static if it is nested"));
		assertThat(failures(run(FailingChannelsCase.class).containerEvents())).singleElement()
			.satisfies((failure) -> assertThat(failure).hasMessageStartingWith("The constructor of ")
				.hasRootCauseMessage("on purpose"));
	}

	@Test
	void otherParametersAreLeftToOthers() {
		Event failed = run(UnknownParameterCase.class).testEvents().failed().list().get(0);
		assertThat(failed.getPayload().orElseThrow().toString()).contains("No ParameterResolver registered");
	}

	private static RawWebSocket connect(EmbeddedPhoenixServer server) throws Exception {
		return new RawWebSocket(server.port(), "/socket/websocket?vsn=2.0.0");
	}

	private static String join(RawWebSocket client, String topic) throws Exception {
		client.text("[\"1\",\"1\",\"%s\",\"phx_join\",{}]".formatted(topic));
		return client.nextText();
	}

	private static final class Rooms implements EmbeddedPhoenixChannels {

		@Override
		public void configure(EmbeddedPhoenixServerBuilder server) {
			server.channel("room:*", (channel) -> channel.onJoin((join) -> join.ok("rooms")));
		}

	}

	static final class Lobby implements EmbeddedPhoenixChannels {

		@Override
		public void configure(EmbeddedPhoenixServerBuilder server) {
			server.channel("room:lobby", (channel) -> channel.onJoin((join) -> join.ok("lobby")))
				.channel("lobby", (channel) -> channel.onJoin((join) -> join.ok("lobby")));
		}

	}

	@EmbeddedPhoenix
	static class EveryPlaceCase {

		EveryPlaceCase(EmbeddedPhoenixServer server) {
			SERVERS.add(server);
		}

		@BeforeAll
		static void beforeAll(EmbeddedPhoenixServer server) {
			SERVERS.add(server);
			assertThat(server.isRunning()).isTrue();
		}

		@BeforeEach
		void beforeEach(EmbeddedPhoenixServer server) {
			SERVERS.add(server);
		}

		@RepeatedTest(2)
		void test(EmbeddedPhoenixServer server) {
			SERVERS.add(server);
			assertThat(server.isRunning()).isTrue();
		}

	}

	@EmbeddedPhoenix
	@TestInstance(TestInstance.Lifecycle.PER_CLASS)
	static class InstancePerClassCase {

		InstancePerClassCase(EmbeddedPhoenixServer server) {
			SERVERS.add(server);
		}

		@Test
		void test(EmbeddedPhoenixServer server) {
			SERVERS.add(server);
		}

	}

	@EmbeddedPhoenix(path = "/live", maxChannels = 1, channels = { Rooms.class, Lobby.class })
	static class AttributesCase {

		@Test
		void test(EmbeddedPhoenixServer server) throws Exception {
			assertThat(server.url()).isEqualTo("ws://localhost:" + server.port() + "/live");
			try (RawWebSocket client = new RawWebSocket(server.port(), "/live/websocket?vsn=2.0.0")) {
				assertThat(join(client, "lobby")).contains("lobby");
				assertThat(join(client, "room:a")).contains("too many channels joined");
			}
			try (RawWebSocket client = new RawWebSocket(server.port(), "/live/websocket?vsn=2.0.0")) {
				assertThat(join(client, "room:lobby")).contains("\"rooms\"");
			}
		}

	}

	@EmbeddedPhoenix(channels = Rooms.class)
	@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
	static class FaultsCase {

		private static RawWebSocket stays;

		private static boolean faultsSeen;

		@Test
		@Order(1)
		void everythingGoesWrong(EmbeddedPhoenixServer server) throws Exception {
			stays = connect(server);
			assertThat(join(stays, "room:a")).contains("rooms");
			server.refuseJoins("room:*", Map.of("reason", "full"));
			server.refuseConnections(503);
			server.channel("room:*", (channel) -> channel.onJoin((join) -> join.ok("replaced")));
			server.channel("more:*", (channel) -> {
			});
		}

		@AfterEach
		void seesTheFaultsOfItsTest(EmbeddedPhoenixServer server) throws Exception {
			if (!faultsSeen) {
				faultsSeen = true;
				assertThat(join(stays, "room:b")).contains("full");
				assertThat(server.frames().all()).hasSize(4);
				server.stop();
				assertThat(stays.next().code()).isEqualTo(1012);
			}
		}

		@Test
		@Order(2)
		void theNextOneIsNotHurt(EmbeddedPhoenixServer server) throws Exception {
			assertThat(faultsSeen).isTrue();
			assertThat(server.frames().all()).isEmpty();
			try (RawWebSocket client = connect(server)) {
				assertThat(join(client, "room:a")).contains("rooms");
				assertThat(join(client, "more:a")).contains("unmatched topic");
			}
			stays.close();
		}

	}

	@EmbeddedPhoenix(channels = Rooms.class)
	static class ScriptedForAllCase {

		private static RawWebSocket client;

		@BeforeAll
		static void script(EmbeddedPhoenixServer server) throws Exception {
			server.channel("room:*", (channel) -> channel.onJoin((join) -> join.ok("for all")));
			client = connect(server);
		}

		@RepeatedTest(3)
		void test(EmbeddedPhoenixServer server) throws Exception {
			assertThat(join(client, "room:a")).contains("for all");
			client.text("[\"1\",\"2\",\"room:a\",\"phx_leave\",{}]");
			assertThat(client.nextText()).contains("phx_reply");
			assertThat(client.nextText()).contains("phx_close");
			assertThat(server.connectionsOpened()).isEqualTo(1);
			server.channel("room:*", (channel) -> channel.onJoin((join) -> join.ok("for one")));
		}

	}

	@EmbeddedPhoenix
	static class OuterCase {

		@Test
		void outer(EmbeddedPhoenixServer server) {
			SERVERS.add(server);
		}

		@Nested
		class SharingCase {

			@Test
			void nested(EmbeddedPhoenixServer server) {
				SERVERS.add(server);
			}

			@Nested
			@EmbeddedPhoenix(path = "/own")
			class OwnCase {

				@Test
				void nested(EmbeddedPhoenixServer server) {
					SERVERS.add(server);
					assertThat(server.url()).endsWith("/own");
				}

			}

		}

	}

	static class InheritedCase extends EveryPlaceCase {

		InheritedCase(EmbeddedPhoenixServer server) {
			super(server);
		}

	}

	@EmbeddedPhoenix(channels = Rooms.class)
	static class ConcurrentCase {

		@RepeatedTest(20)
		void test(EmbeddedPhoenixServer server) throws Exception {
			assertThat(server.frames().all()).isEmpty();
			try (RawWebSocket client = connect(server)) {
				join(client, "room:a");
				assertThat(server.frames().all()).hasSize(2);
			}
			server.awaitConnections(0);
		}

	}

	@EmbeddedPhoenix(port = FixedPortCase.PORT)
	static class FixedPortCase {

		static final int PORT = 17_113;

		@Test
		void test() {
		}

	}

	@EmbeddedPhoenix(channels = InnerChannelsCase.Inner.class)
	static class InnerChannelsCase {

		@Test
		void test() {
		}

		class Inner implements EmbeddedPhoenixChannels {

			@Override
			public void configure(EmbeddedPhoenixServerBuilder server) {
			}

		}

	}

	@EmbeddedPhoenix(channels = FailingChannelsCase.Failing.class)
	static class FailingChannelsCase {

		@Test
		void test() {
		}

		static class Failing implements EmbeddedPhoenixChannels {

			Failing() {
				throw new IllegalStateException("on purpose");
			}

			@Override
			public void configure(EmbeddedPhoenixServerBuilder server) {
			}

		}

	}

	@EmbeddedPhoenix
	static class UnknownParameterCase {

		@Test
		void test(String text) {
		}

	}

}
