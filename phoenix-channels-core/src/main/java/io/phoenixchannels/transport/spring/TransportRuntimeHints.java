package io.phoenixchannels.transport.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What a native image must keep of Tomcat: all that {@link Containers},
 * {@link NativeSession} and {@link TomcatCloseFrame} reach by reflection. Without it the
 * image works, but takes a server's restart for a fault, and keeps sockets for longer.
 */
final class TransportRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection()
			.registerTypeIfPresent(classLoader, Containers.TOMCAT, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS)
			.registerTypeIfPresent(classLoader, TomcatCloseFrame.SESSION,
					(type) -> type.withField(TomcatCloseFrame.FRAMES)
						.withMethod(NativeSession.CLOSED_BY_PEER,
								TypeReference.listOf(jakarta.websocket.CloseReason.class), ExecutableMode.INVOKE))
			.registerTypeIfPresent(classLoader, TomcatCloseFrame.FRAME_BASE,
					(type) -> type.withField(TomcatCloseFrame.PAYLOAD).withField(TomcatCloseFrame.OP_CODE));
	}

}
