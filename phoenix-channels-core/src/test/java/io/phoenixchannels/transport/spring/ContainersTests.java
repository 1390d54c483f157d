package io.phoenixchannels.transport.spring;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.phoenixchannels.transport.HttpProxy;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Class paths without a container, with Tomcat's, with Jetty's, and with others.
 */
@Tag("tomcat")
@ExtendWith(OutputCaptureExtension.class)
class ContainersTests {

	private static final String MESSAGE = "There is no Jakarta WebSocket container on the class path: "
			+ "add a dependency on org.apache.tomcat.embed:tomcat-embed-websocket";

	private static final Predicate<String> NO_TOMCAT = (jar) -> !jar.startsWith("tomcat-embed");

	private static final Predicate<String> NEITHER = NO_TOMCAT.and((jar) -> !jar.startsWith("jetty-"));

	@TempDir
	private Path services;

	/** The outcome, as text, since its classes are another loader's. */
	private String build(Predicate<String> jars) throws Exception {
		return build(jars, false);
	}

	private String build(Predicate<String> jars, boolean proxy) throws Exception {
		List<URL> urls = new ArrayList<>();
		urls.add(this.services.toUri().toURL());
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			if (jars.test(Path.of(entry).getFileName().toString())) {
				urls.add(Path.of(entry).toUri().toURL());
			}
		}
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new),
				ClassLoader.getPlatformClassLoader())) {
			Thread.currentThread().setContextClassLoader(loader);
			Object builder = loader.loadClass(SpringWebSocketTransport.class.getName())
				.getMethod("builder")
				.invoke(null);
			if (proxy) {
				Class<?> type = loader.loadClass(HttpProxy.class.getName());
				builder.getClass()
					.getMethod("proxy", type)
					.invoke(builder, type.getConstructor(String.class, int.class).newInstance("localhost", 3128));
			}
			Method build = builder.getClass().getMethod("build");
			build.invoke(builder);
			return "built";
		}
		catch (InvocationTargetException ex) {
			return ex.getCause().getClass().getSimpleName() + ": " + ex.getCause().getMessage();
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	private void provideOther() throws Exception {
		Path file = this.services.resolve("META-INF/services/" + ContainerProvider.class.getName());
		Files.createDirectories(file.getParent());
		Files.writeString(file, OtherProvider.class.getName());
	}

	@Test
	void withoutTheApiTheMessageSaysWhatToAdd() throws Exception {
		assertThat(build(NEITHER.and((jar) -> !jar.startsWith("jakarta.websocket"))))
			.isEqualTo("IllegalStateException: " + MESSAGE);
	}

	@Test
	void withOnlyTheApiTheMessageSaysWhatToAdd() throws Exception {
		assertThat(build(NEITHER)).isEqualTo("IllegalStateException: " + MESSAGE);
	}

	@Test
	void tomcatIsTaken(CapturedOutput output) throws Exception {
		assertThat(build((jar) -> true)).isEqualTo("built");
		assertThat(output).doesNotContain("Phoenix sockets are opened with");
	}

	@Test
	void tomcatIsPreferred(CapturedOutput output) throws Exception {
		provideOther();
		assertThat(build((jar) -> true)).isEqualTo("built");
		assertThat(output).doesNotContain("Phoenix sockets are opened with");
	}

	@Test
	void jettyIsTakenWhereThereIsNoTomcat(CapturedOutput output) throws Exception {
		assertThat(build(NO_TOMCAT)).isEqualTo("built");
		assertThat(build(NO_TOMCAT, true)).isEqualTo("built");
		assertThat(output).doesNotContain("Phoenix sockets are opened with");
	}

	@Test
	void jettyIsPreferredToOthers(CapturedOutput output) throws Exception {
		provideOther();
		assertThat(build(NO_TOMCAT)).isEqualTo("built");
		assertThat(output).doesNotContain("Phoenix sockets are opened with");
	}

	@Test
	void anotherContainerIsTakenWithAWarning(CapturedOutput output) throws Exception {
		provideOther();
		assertThat(build(NEITHER)).isEqualTo("built");
		assertThat(output).contains("Phoenix sockets are opened with")
			.contains("Add a dependency on org.apache.tomcat.embed:tomcat-embed-websocket");
	}

	@Test
	void anotherContainerCannotBeLedThroughAProxy() throws Exception {
		provideOther();
		assertThat(build(NEITHER, true)).startsWith("IllegalStateException: The WebSocket container ")
			.endsWith(" cannot be led through a proxy, and would connect without it: add a dependency on"
					+ " org.apache.tomcat.embed:tomcat-embed-websocket");
		assertThat(build((jar) -> true, true)).isEqualTo("built");
	}

	/**
	 * Provides a container that is not Tomcat's.
	 */
	public static class OtherProvider extends ContainerProvider {

		@Override
		protected WebSocketContainer getContainer() {
			return Mockito.mock(WebSocketContainer.class);
		}

	}

}
