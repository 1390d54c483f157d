package io.phoenixchannels.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page, in a browser.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "phoenix.channels.join.retry-delays=200ms", "phoenix.channels.join.max-attempts=0" })
class PageTests {

	@TempDir
	private static Path profile;

	private static ChromeDriver browser;

	@Autowired
	private EmbeddedPhoenixServer server;

	private Instant begin;

	@LocalServerPort
	private int port;

	@AfterAll
	static void quitBrowser() {
		if (browser != null) {
			browser.quit();
			// A test that is run again begins with another one.
			browser = null;
		}
	}

	@BeforeEach
	void openPage() {
		if (browser == null) {
			browser = Chromium.start(profile);
		}
		browser.get("http://localhost:" + this.port);
		until(ExpectedConditions.presenceOfElementLocated(By.cssSelector("html[data-stream=live]")));
		awaitChannel("room:lobby", "joined");
		this.begin = Instant.now();
	}

	@AfterEach
	void repair() {
		this.server.acceptJoins();
		this.server.start();
	}

	@Test
	void pageShowsWhatIsGoingOn() {
		assertThat(browser.getTitle()).isEqualTo("Live room");
		assertThat(text("#target")).isEqualTo(this.server.url() + "/websocket");
		assertThat(text("#summary")).isEqualTo("Connected");
		until(ExpectedConditions.presenceOfElementLocated(By.cssSelector("#messages li")));
		until(ExpectedConditions.textMatches(By.id("round-trip-now"), Pattern.compile("[\\d.]+ ms")));
		assertThat(inkOf("rate")).isPositive();
		assertThat(browser.manage().logs().get(LogType.BROWSER)).isEmpty();
	}

	@Test
	void shoutAppearsWithTheReplyOfPhoenix() {
		element("#message").sendKeys("hello from a browser <b>", Keys.ENTER);
		awaitMessage("hello from a browser <b>");
		until(ExpectedConditions.textMatches(By.id("reply"), Pattern.compile("ok \\{\"members\":5\\} in [\\d.]+ ms")));
	}

	@Test
	void shoutInAnotherRoomJoinsIt() {
		new Select(element("#room")).selectByVisibleText("another…");
		element("#other-room").sendKeys("meadow");
		element("#message").sendKeys("anybody here?", Keys.ENTER);
		awaitMessage("anybody here?");
		awaitChannel("room:meadow", "joined");
	}

	@Test
	void connectionThatIsCutHealsBeforeTheEyes() {
		element("#cut").click();
		awaitLog("Lost: the connection was closed with code 1006");
		awaitLog("Reconnected after");
		awaitLog("Gap of");
		until(ExpectedConditions.textToBe(By.id("summary"), "Connected"));
		assertThat(text("#connections")).contains("1006");
		element("#message").sendKeys("still here", Keys.ENTER);
		awaitMessage("still here");
	}

	@Test
	void serverThatIsStoppedIsWaitedFor() {
		element("#stop").click();
		until(ExpectedConditions.textToBe(By.id("summary"), "Waiting to retry"));
		until(ExpectedConditions.textMatches(By.cssSelector("#connections .next"), Pattern.compile("in \\d+\\.\\d s")));
		awaitChannel("room:lobby", "waiting");
		until(ExpectedConditions.textToBe(By.id("stop"), "Start the server"));
		element("#stop").click();
		until(ExpectedConditions.textToBe(By.id("summary"), "Connected"));
		awaitChannel("room:lobby", "joined");
	}

	@Test
	void channelThatCrashesIsJoinedAgain() {
		element("#crash").click();
		awaitLog("room:lobby Errored: the channel crashed");
		awaitLog("room:lobby Rejoined");
		awaitChannel("room:lobby", "joined");
	}

	@Test
	void refusedJoinShowsARejectedChannel() {
		element("#refuse").click();
		until(ExpectedConditions.attributeToBe(By.id("refuse"), "aria-checked", "true"));
		awaitChannel("room:lobby", "rejected");
		until(ExpectedConditions.textMatches(By.cssSelector("#channels [data-topic='room:lobby']"),
				Pattern.compile("(?s)(?=.*the room is closed)(?=.*next join in)")));
		element("#refuse").click();
		awaitChannel("room:lobby", "joined");
	}

	@Test
	void pageFitsNarrowWindows() {
		browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", 400, "height", 850, "deviceScaleFactor", 1, "mobile", false));
		try {
			assertThat(browser.executeScript("return innerWidth")).isEqualTo(400L);
			assertThat((long) browser.executeScript("return document.documentElement.scrollWidth"))
				.isLessThanOrEqualTo(400);
		}
		finally {
			browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
		}
	}

	/**
	 * How many pixels of a canvas are drawn on.
	 */
	private static long inkOf(String canvas) {
		return (long) browser.executeScript("""
				const canvas = document.getElementById(arguments[0]);
				const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
				return pixels.filter((value, index) => index % 4 === 3 && value > 0).length""", canvas);
	}

	private static void awaitMessage(String text) {
		until(ExpectedConditions.textToBePresentInElementLocated(By.id("messages"), text));
	}

	/**
	 * Waits for a line in the log that is younger than the test.
	 */
	private void awaitLog(String text) {
		until((driver) -> browser.findElements(By.cssSelector("#log li"))
			.stream()
			.anyMatch((line) -> line.getText().contains(text)
					&& Instant.parse(line.findElement(By.tagName("time")).getDomAttribute("datetime"))
						.isAfter(this.begin)));
	}

	private static void awaitChannel(String topic, String state) {
		until(ExpectedConditions.presenceOfElementLocated(
				By.cssSelector("#channels [data-topic='" + topic + "'][data-state='" + state + "']")));
	}

	private static WebElement element(String selector) {
		return until(ExpectedConditions.elementToBeClickable(By.cssSelector(selector)));
	}

	private static String text(String selector) {
		return browser.findElement(By.cssSelector(selector)).getText();
	}

	private static <T> T until(ExpectedCondition<T> condition) {
		return new WebDriverWait(browser, Duration.ofSeconds(15)).ignoring(StaleElementReferenceException.class)
			.until(condition);
	}

}
