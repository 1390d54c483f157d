package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.annotation.PhoenixChannelListener;
import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.annotation.PhoenixPresenceListener;
import io.phoenixchannels.event.PhoenixGapEvent;
import io.phoenixchannels.presence.PresenceState;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

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
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Shout.class)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(Nested.class)).accepts(hints);
	}

	private static RuntimeHints process() {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(AotTests.class)), new InMemoryGeneratedFiles());
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues
				.of("phoenix.channels.url=ws://localhost:4000/socket",
						"phoenix.channels.clients.alerts.url=ws://localhost:4001/socket")
				.applyTo(context);
			context.register(PhoenixAutoConfiguration.class, PhoenixListenerAutoConfiguration.class,
					PhoenixEventAutoConfiguration.class, PhoenixTemplateAutoConfiguration.class, Listener.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
			return generation.getRuntimeHints();
		}
	}

	record Shout(Nested nested) {
	}

	record Nested(String body) {
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

}
