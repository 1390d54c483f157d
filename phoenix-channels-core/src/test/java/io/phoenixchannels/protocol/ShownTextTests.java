package io.phoenixchannels.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ShownTextTests {

	@Test
	void ordinaryTextIsShownAsItIs() {
		String text = "unmatched topic \u00e9 \uD83D\uDE00";
		assertThat(ShownText.of(text)).isSameAs(text);
	}

	@ParameterizedTest
	@ValueSource(
			chars = { '\0', '\n', '\r', '\t', '\u001b', '\u007f', '\u0085', '\u2028', '\u2029', '\u202e', '\u2066' })
	void whatLooksLikeAnotherLineIsEscaped(char c) {
		assertThat(ShownText.of("a" + c + "b")).isEqualTo(String.format("a\\u%04xb", (int) c));
	}

	@Test
	void longTextIsCut() {
		assertThat(ShownText.of("x".repeat(300))).hasSize(300);
		assertThat(ShownText.of("x".repeat(1_000_000))).isEqualTo("x".repeat(300) + "... (1000000 characters)");
		assertThat(ShownText.of("\n".repeat(1_000_000))).hasSizeLessThan(2000);
	}

	@Test
	void whatAServerChoosesIsShownSo() {
		String text = "\n" + "x".repeat(1_000_000);
		assertThat(new Frame("1", "2", text, text, new Reply(text, Payload.EMPTY)).toString()).hasSizeLessThan(1200)
			.doesNotContain("\n");
		assertThat(new CloseStatus(4000, text).toString()).hasSizeLessThan(400).doesNotContain("\n");
	}

}
