package io.phoenixchannels.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;

/**
 * Where and with what was measured.
 */
final class Machine {

	private Machine() {
	}

	static List<String> describe(Options options, Pinning pinning, String phoenixJs) {
		List<String> lines = new ArrayList<>();
		lines.add("- " + LocalDate.now(ZoneOffset.UTC)
				+ (options.quick() ? ", QUICK: the figures are worth little" : "") + "; " + pinning);
		lines.add("- " + processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
				+ System.getProperty("os.name") + " " + System.getProperty("os.version"));
		lines.add("- JDK " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")");
		lines.add("- Spring Boot " + SpringBootVersion.getVersion() + ", Spring Framework " + SpringVersion.getVersion()
				+ ", Tomcat " + org.apache.catalina.util.ServerInfo.getServerNumber() + ", Jackson "
				+ new tools.jackson.databind.json.JsonMapper().version());
		lines.add("- JavaPhoenixClient " + jarVersion("JavaPhoenixClient") + ", OkHttp " + jarVersion("okhttp") + "; "
				+ phoenixJs);
		return lines;
	}

	private static String processor() {
		try {
			return Files.readAllLines(Path.of("/proc/cpuinfo"))
				.stream()
				.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse(System.getProperty("os.arch"));
		}
		catch (IOException ex) {
			return System.getProperty("os.arch");
		}
	}

	private static String jarVersion(String artifact) {
		for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
			String name = Path.of(entry).getFileName().toString();
			if (name.matches(artifact + "-\\d.*\\.jar")) {
				return name.substring(artifact.length() + 1, name.length() - ".jar".length());
			}
		}
		return "of unknown version";
	}

}
