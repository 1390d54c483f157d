package io.phoenixchannels.benchmarks;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a process of a measurement has on its class path: all that this one has, but only
 * one WebSocket container.
 */
final class ClassPaths {

	private static final Predicate<String> TOMCAT = (jar) -> jar.startsWith("tomcat-embed-websocket");

	private static final Predicate<String> JETTY = (jar) -> jar.startsWith("jetty-");

	private ClassPaths() {
	}

	/**
	 * For a contender by its name, such as {@code core-jetty}.
	 */
	static String of(String contender) {
		return without(contender.endsWith("-jetty") ? TOMCAT : JETTY);
	}

	static String withTomcat() {
		return without(JETTY);
	}

	private static String without(Predicate<String> jar) {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !jar.test(String.valueOf(Path.of(entry).getFileName())))
			.collect(Collectors.joining(File.pathSeparator));
	}

}
