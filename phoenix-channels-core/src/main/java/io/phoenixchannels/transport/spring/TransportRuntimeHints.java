package io.phoenixchannels.transport.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image must keep of Tomcat: all that {@link Containers},
 * {@link TomcatBuffers}, {@link TomcatChannel} and {@link TomcatCloseFrame} reach by
 * reflection. Without it the image works, but writes more slowly, needs more memory for
 * each connection, and takes a server's restart for a fault.
 */
final class TransportRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection()
			.registerTypeIfPresent(classLoader, Containers.TOMCAT, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS)
			.registerTypeIfPresent(classLoader, TomcatCloseFrame.SESSION,
					(type) -> type.withField(TomcatCloseFrame.FRAMES).withField(TomcatChannel.REMOTE))
			.registerTypeIfPresent(classLoader, TomcatChannel.REMOTE_BASE, (type) -> type.withField(TomcatChannel.TURN))
			.registerTypeIfPresent(classLoader, TomcatChannel.REMOTE_CLIENT,
					(type) -> type.withField(TomcatChannel.CHANNEL))
			.registerTypeIfPresent(classLoader, TomcatCloseFrame.FRAME_BASE,
					(type) -> type.withField(TomcatCloseFrame.PAYLOAD)
						.withField(TomcatCloseFrame.OP_CODE)
						.withField(TomcatBuffers.INPUT)
						.withField(TomcatBuffers.BYTES))
			.registerTypeIfPresent(classLoader, TomcatBuffers.FRAMES_CLIENT,
					(type) -> type.withField(TomcatBuffers.READ));
	}

}
