package io.phoenixchannels.sample;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * Finds the browser that is installed here, and starts it; downloads none.
 */
final class Chromium {

	private Chromium() {
	}

	/**
	 * Starts a browser without a window. Where there is none the test is skipped, but not
	 * in continuous integration, where nobody would notice.
	 * @param profile an empty directory
	 */
	static ChromeDriver start(Path profile) {
		File browser = required("a Chromium", "CHROME_BIN", "chromium", "chromium-browser", "google-chrome");
		File driver = required("a chromedriver", "CHROMEDRIVER_BIN", "chromedriver");
		ChromeOptions options = new ChromeOptions();
		options.setBinary(browser);
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--window-size=1400,900", "--user-data-dir=" + profile);
		return new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(driver).build(), options);
	}

	private static File required(String what, String variable, String... names) {
		Optional<File> found = find(variable, names);
		if (found.isEmpty()) {
			String missing = "No browser test without " + what + ": set " + variable + ", or put " + names[0]
					+ " on the PATH";
			if ("true".equals(System.getenv("CI"))) {
				Assertions.fail(missing);
			}
			Assumptions.abort(missing);
		}
		return found.get();
	}

	private static Optional<File> find(String variable, String... names) {
		String given = System.getenv(variable);
		if (given != null) {
			return Optional.of(new File(given)).filter(File::canExecute);
		}
		return Stream.of(names)
			.flatMap((name) -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
				.map((directory) -> Path.of(directory, name)))
			.filter(Files::isExecutable)
			.map(Path::toFile)
			.findFirst();
	}

}
