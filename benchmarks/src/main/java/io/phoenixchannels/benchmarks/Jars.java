package io.phoenixchannels.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Packs folders of classes, as an application has them. A folder on the class path is
 * asked for every class of the jars behind it, by a call to the system for each.
 */
final class Jars {

	private Jars() {
	}

	static Path pack(Path folder, Path jar) throws IOException {
		Files.createDirectories(jar.toAbsolutePath().getParent());
		try (OutputStream out = Files.newOutputStream(jar);
				JarOutputStream packed = new JarOutputStream(out);
				Stream<Path> all = Files.walk(folder)) {
			List<Path> files = all.filter(Files::isRegularFile).toList();
			for (Path file : files) {
				packed.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
				Files.copy(file, packed);
				packed.closeEntry();
			}
		}
		return jar;
	}

}
