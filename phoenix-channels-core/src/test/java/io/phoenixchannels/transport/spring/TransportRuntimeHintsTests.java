package io.phoenixchannels.transport.spring;

import java.util.function.Predicate;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a native image keeps what the transport reaches by reflection, and that Tomcat has
 * it.
 */
@Tag("tomcat")
class TransportRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	TransportRuntimeHintsTests() {
		SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.forEach((registrar) -> registrar.registerHints(this.hints, getClass().getClassLoader()));
	}

	private void assertKept(Predicate<RuntimeHints> hint) {
		assertThat(hint).accepts(this.hints);
		assertThat(hint).rejects(new RuntimeHints());
	}

	private static Class<?> type(String name) throws ClassNotFoundException {
		return ClassUtils.forName("org.apache.tomcat.websocket." + name, null);
	}

	@Test
	void fieldsThatLeadToTheSocketAreKept() throws Exception {
		assertKept(RuntimeHintsPredicates.reflection()
			.onFieldAccess(type("WsSession").getDeclaredField("wsRemoteEndpoint")));
		assertKept(RuntimeHintsPredicates.reflection()
			.onFieldAccess(type("WsRemoteEndpointImplClient").getDeclaredField("channel")));
		assertKept(RuntimeHintsPredicates.reflection()
			.onFieldAccess(type("WsRemoteEndpointImplBase").getDeclaredField("messagePartInProgress")));
	}

	@Test
	void fieldsOfACloseFrameAreKept() throws Exception {
		assertKept(RuntimeHintsPredicates.reflection().onFieldAccess(type("WsSession").getDeclaredField("wsFrame")));
		assertKept(RuntimeHintsPredicates.reflection()
			.onFieldAccess(type("WsFrameBase").getDeclaredField("controlBufferBinary")));
		assertKept(RuntimeHintsPredicates.reflection().onFieldAccess(type("WsFrameBase").getDeclaredField("opCode")));
	}

	@Test
	void fieldsOfTheBuffersAreKept() throws Exception {
		assertKept(
				RuntimeHintsPredicates.reflection().onFieldAccess(type("WsFrameClient").getDeclaredField("response")));
		assertKept(RuntimeHintsPredicates.reflection()
			.onFieldAccess(type("WsFrameBase").getDeclaredField("messageBufferBinary")));
		assertKept(
				RuntimeHintsPredicates.reflection().onFieldAccess(type("WsFrameBase").getDeclaredField("inputBuffer")));
	}

	@Test
	void containerCanBeCreated() throws Exception {
		assertKept(RuntimeHintsPredicates.reflection()
			.onType(type("WsWebSocketContainer"))
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS));
	}

	@Test
	void withoutTomcatThereIsNothingToKeep() {
		RuntimeHints none = new RuntimeHints();
		new TransportRuntimeHints().registerHints(none, ClassLoader.getPlatformClassLoader());
		assertThat(none.reflection().typeHints()).isEmpty();
	}

}
