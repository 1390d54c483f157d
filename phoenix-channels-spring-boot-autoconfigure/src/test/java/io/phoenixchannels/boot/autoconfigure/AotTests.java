package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.annotation.PhoenixChannelListener;
import io.phoenixchannels.annotation.PhoenixHandler;
import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.annotation.PhoenixPresenceListener;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.event.PhoenixGapEvent;
import io.phoenixchannels.presence.PresenceState;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.Compiled;
import org.springframework.core.test.tools.TestCompiler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a context with clients and listeners can be processed ahead of time, and that
 * payloads and listener methods stay reachable.
 */
class AotTests {

	@Test
	void payloadsAndListenerMethodsAreReachable() throws Exception {
		RuntimeHints hints = process();
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Listener.class, "on")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Listener.class, "missed")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Listener.class, "present")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(ClassListener.class, "whisper"))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Whisper.class)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Shout.class)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(Nested.class)).accepts(hints);
	}

	@Test
	void topicsThatAreTextsStayReachable() {
		RuntimeHints hints = new RuntimeHints();
		SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.forEach((registrar) -> registrar.registerHints(hints, getClass().getClassLoader()));
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(PhoenixProperties.Topic.class, "of"))
			.accepts(hints);
	}

	@Test
	@CompileWithForkedClassLoader
	void processedContextJoinsWithAllItsClients() {
		TestGenerationContext generation = new TestGenerationContext(AotTests.class);
		process(generation);
		try (EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().channel("room:*", (channel) -> {
		}).start()) {
			TestCompiler.forSystem().with(generation).compile((compiled) -> run(compiled, server));
		}
	}

	private static void run(Compiled compiled, EmbeddedPhoenixServer server) {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.setClassLoader(compiled.getClassLoader());
			TestPropertyValues
				.of("phoenix.channels.url=" + server.url(), "phoenix.channels.topics=room:text",
						"phoenix.channels.clients.alerts.url=" + server.url(),
						"phoenix.channels.clients.alerts.topics[0].topic=room:alerts")
				.applyTo(context);
			@SuppressWarnings("unchecked")
			ApplicationContextInitializer<GenericApplicationContext> initializer = compiled
				.getInstance(ApplicationContextInitializer.class);
			initializer.initialize(context);
			context.refresh();
			server.awaitJoined("room:lobby");
			server.awaitJoined("room:text");
			server.awaitJoined("room:alerts");
			assertThat(context.getBean(PhoenixClient.class).name()).isEqualTo("default");
			assertThat(context.getBean(NeedsClients.class).alerts.name()).isEqualTo("alerts");
			assertThat(context.getBean(NeedsClients.class).client.name()).isEqualTo("default");
		}
	}

	private static RuntimeHints process() {
		return process(new TestGenerationContext(AotTests.class));
	}

	private static RuntimeHints process(TestGenerationContext generation) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues
				.of("phoenix.channels.url=ws://localhost:4000/socket",
						"phoenix.channels.clients.alerts.url=ws://localhost:4001/socket")
				.applyTo(context);
			context.register(PhoenixAutoConfiguration.class, PhoenixListenerAutoConfiguration.class,
					PhoenixEventAutoConfiguration.class, PhoenixTemplateAutoConfiguration.class, Listener.class,
					NeedsClients.class, ClassListener.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
			return generation.getRuntimeHints();
		}
	}

	record Shout(Nested nested) {
	}

	record Whisper(String body) {
	}

	record Nested(String body) {
	}

	static class NeedsClients {

		private final PhoenixClient client;

		private final PhoenixClient alerts;

		NeedsClients(PhoenixClient client, @Qualifier("alerts") PhoenixClient alerts) {
			this.client = client;
			this.alerts = alerts;
		}

	}

	static class Listener {

		@PhoenixListener("room:lobby")
		void on(Shout shout) {
		}

		@PhoenixChannelListener("room:lobby")
		void missed(PhoenixGapEvent gap) {
		}

		@PhoenixPresenceListener("room:lobby")
		void present(PresenceState state) {
		}

	}

	@PhoenixListener("room:lobby")
	static class ClassListener {

		@PhoenixHandler("whisper")
		void whisper(Whisper whisper) {
		}

	}

}
