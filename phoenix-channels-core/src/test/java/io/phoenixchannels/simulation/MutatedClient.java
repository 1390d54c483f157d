package io.phoenixchannels.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.jspecify.annotations.Nullable;

/**
 * The simulation around a client with a {@link Mutation}: the changed source is compiled,
 * and all classes of the project are loaded anew, so that the simulated world is the very
 * same and the bug is a real one.
 */
final class MutatedClient extends ClassLoader {

	private static final Path SOURCES = Path.of("src", "main", "java", "io", "phoenixchannels");

	private final Map<String, ByteArrayOutputStream> mutated;

	private MutatedClient(Map<String, ByteArrayOutputStream> mutated) {
		super(MutatedClient.class.getClassLoader());
		this.mutated = mutated;
	}

	/**
	 * Builds one.
	 * @return runs a seed, and gives what was found; null for nothing
	 */
	@SuppressWarnings("unchecked")
	static LongFunction<@Nullable String> with(Mutation mutation) {
		try {
			Class<?> runs = new MutatedClient(compile(mutation)).loadClass(SimulationRun.class.getName());
			return (LongFunction<@Nullable String>) runs.getDeclaredConstructor().newInstance();
		}
		catch (IOException | ReflectiveOperationException ex) {
			throw new IllegalStateException("No client with the mutation '" + mutation + "'", ex);
		}
	}

	private static Map<String, ByteArrayOutputStream> compile(Mutation mutation) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		Map<String, ByteArrayOutputStream> classes = new HashMap<>();
		try (JavaFileManager files = new InMemory(compiler.getStandardFileManager(diagnostics, null, null), classes)) {
			boolean compiled = compiler
				.getTask(null, files, diagnostics, List.of("-proc:none", "-nowarn", "--release", "17"), null,
						List.of(new Source(mutation.file(), mutate(mutation))))
				.call();
			if (!compiled) {
				throw new IllegalStateException("The mutation '" + mutation + "' does not compile: "
						+ diagnostics.getDiagnostics()
							.stream()
							.filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
							.map(Object::toString)
							.collect(Collectors.joining("; ")));
			}
		}
		return classes;
	}

	private static String mutate(Mutation mutation) throws IOException {
		String source = Files.readString(SOURCES.resolve(mutation.file()));
		String original = Pattern.compile("\\s+")
			.splitAsStream(mutation.original().trim())
			.map(Pattern::quote)
			.collect(Collectors.joining("\\s+"));
		Matcher matcher = Pattern.compile(original).matcher(source);
		long places = matcher.results().count();
		if (places != 1) {
			throw new IllegalStateException("The mutation '" + mutation + "' fits " + places + " places of "
					+ mutation.file() + " instead of one: adapt it to the source");
		}
		return matcher.replaceFirst(Matcher.quoteReplacement(mutation.mutated()));
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (!name.startsWith("io.phoenixchannels.")) {
			return super.loadClass(name, resolve);
		}
		synchronized (getClassLoadingLock(name)) {
			Class<?> loaded = findLoadedClass(name);
			return (loaded != null) ? loaded : define(name);
		}
	}

	private Class<?> define(String name) throws ClassNotFoundException {
		try {
			byte[] bytes = bytes(name);
			return defineClass(name, bytes, 0, bytes.length);
		}
		catch (IOException ex) {
			throw new ClassNotFoundException(name, ex);
		}
	}

	private byte[] bytes(String name) throws IOException, ClassNotFoundException {
		ByteArrayOutputStream changed = this.mutated.get(name);
		if (changed != null) {
			return changed.toByteArray();
		}
		try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
			if (in == null) {
				throw new ClassNotFoundException(name);
			}
			return in.readAllBytes();
		}
	}

	private static final class Source extends SimpleJavaFileObject {

		private final String text;

		private Source(String file, String text) {
			super(URI.create("mutated:///io/phoenixchannels/" + file), Kind.SOURCE);
			this.text = text;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.text;
		}

	}

	private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

		private final Map<String, ByteArrayOutputStream> classes;

		private InMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
			super(files);
			this.classes = classes;
		}

		@Override
		public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind,
				javax.tools.FileObject sibling) {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			this.classes.put(className, bytes);
			return new SimpleJavaFileObject(URI.create("mutated:///" + className.replace('.', '/') + ".class"), kind) {

				@Override
				public OutputStream openOutputStream() {
					return bytes;
				}

			};
		}

	}

}
