package io.phoenixchannels.transport.spring;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A class path on which somebody has forgotten the container.
 */
class NoContainerTests {

	private static final String MESSAGE = "There is no Jakarta WebSocket container on the class path: "
			+ "add a dependency on org.apache.tomcat.embed:tomcat-embed-websocket";

	private static Throwable build(Predicate<String> jar) throws Exception {
		List<URL> urls = new java.util.ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			if (jar.test(Path.of(entry).getFileName().toString())) {
				urls.add(Path.of(entry).toUri().toURL());
			}
		}
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new),
				ClassLoader.getPlatformClassLoader())) {
			Thread.currentThread().setContextClassLoader(loader);
			Class<?> transport = loader.loadClass(SpringWebSocketTransport.class.getName());
			Object builder = transport.getMethod("builder").invoke(null);
			Method build = builder.getClass().getMethod("build");
			try {
				return (Throwable) Arrays.asList(build.invoke(builder), null).get(1);
			}
			catch (InvocationTargetException ex) {
				return ex.getCause();
			}
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	@Test
	void withoutTheApiTheMessageSaysWhatToAdd() throws Exception {
		assertThat(build((jar) -> !jar.startsWith("tomcat-embed") && !jar.startsWith("jakarta.websocket")))
			.isInstanceOf(IllegalStateException.class)
			.hasMessage(MESSAGE);
	}

	@Test
	void withOnlyTheApiTheMessageSaysWhatToAdd() throws Exception {
		assertThat(build((jar) -> !jar.startsWith("tomcat-embed"))).isInstanceOf(IllegalStateException.class)
			.hasMessage(MESSAGE);
	}

	@Test
	void withTheContainerThereIsATransport() throws Exception {
		assertThat(build((jar) -> true)).isNull();
	}

}
