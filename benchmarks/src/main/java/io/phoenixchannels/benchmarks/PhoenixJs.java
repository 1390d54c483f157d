package io.phoenixchannels.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

/**
 * The official JavaScript client, with the packages of its lock file, in a folder of the
 * build.
 *
 * @param folder where it is
 * @param missing why it is not there; empty if it is
 */
record PhoenixJs(Path folder, String missing) {

	private static final List<String> FILES = List.of("package.json", "package-lock.json", "row.mjs");

	static PhoenixJs install(Path folder) throws IOException, InterruptedException {
		Files.createDirectories(folder);
		for (String file : FILES) {
			try (InputStream source = PhoenixJs.class.getResourceAsStream("/js/" + file)) {
				if (source == null) {
					throw new IOException("The class path has no js/" + file);
				}
				Files.copy(source, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
			}
		}
		try {
			Child.run(List.of("node", "--version"), null, Duration.ofSeconds(20));
			if (!Files.exists(folder.resolve("node_modules").resolve(".package-lock.json"))) {
				Child.run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), folder.toFile(),
						Duration.ofMinutes(2));
			}
			return new PhoenixJs(folder, "");
		}
		catch (IOException ex) {
			return new PhoenixJs(folder, "Node or its packages cannot be had: " + ex.getMessage());
		}
	}

	String versions() throws IOException, InterruptedException {
		if (!this.missing.isEmpty()) {
			return this.missing;
		}
		String node = Child.run(List.of("node", "--version"), null, Duration.ofSeconds(20)).get(0);
		return "phoenix.js " + version("phoenix") + " with ws " + version("ws") + " on Node " + node;
	}

	private String version(String name) {
		Path manifest = this.folder.resolve("node_modules").resolve(name).resolve("package.json");
		return JsonMapper.shared().readTree(manifest.toFile()).get("version").asString();
	}

}
