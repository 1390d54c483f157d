package io.phoenixchannels.protocol;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import io.phoenixchannels.protocol.v1.V1Codec;
import io.phoenixchannels.protocol.v2.V2Codec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Recorded frames with flipped, inserted and deleted characters: they are read as what
 * they say, or refused, and nothing else happens.
 */
class MutatedFramesTests {

	private static final int CASES = 20_000;

	private static final int LONGEST = 2_000;

	private static final String INSERTED = "\"\\{}[],:0123456789eE+-. \n\tntfu/xphx_replystatus\0\u00e9\u2028\uD83D";

	private static final Pattern LONG_EXPONENT = Pattern.compile("[eE][+-]?\\d{6}");

	@Test
	void mutatedFramesOfV1AreReadOrRefused() {
		assertReadOrRefused(new V1Codec(), new Random(1));
	}

	@Test
	void mutatedFramesOfV2AreReadOrRefused() {
		assertReadOrRefused(new V2Codec(), new Random(2));
	}

	private static void assertReadOrRefused(Codec codec, Random random) {
		List<WireMessage> recorded = RecordedMessage.of(codec.version())
			.stream()
			.map(RecordedMessage::wire)
			.filter((message) -> message.size() > 0 && message.size() < LONGEST)
			.toList();
		int[] counts = new int[3];
		assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
			for (int i = 0; i < CASES; i++) {
				WireMessage mutated = mutate(recorded.get(random.nextInt(recorded.size())), random);
				counts[check(codec, mutated) ? 0 : 1]++;
				counts[2] += isComparable(mutated) ? 1 : 0;
			}
		});
		// Read, refused and compared often enough to mean something.
		assertThat(counts[0]).isGreaterThan(CASES / 10);
		assertThat(counts[1]).isGreaterThan(CASES / 10);
		assertThat(counts[2]).isGreaterThan(CASES / 2);
	}

	private static WireMessage mutate(WireMessage message, Random random) {
		if (message instanceof WireMessage.Text text) {
			StringBuilder mutated = new StringBuilder(text.text());
			for (int i = 1 + random.nextInt(3); i > 0; i--) {
				mutate(mutated, random);
			}
			return new WireMessage.Text(mutated.toString());
		}
		byte[] bytes = ((WireMessage.Binary) message).bytes();
		byte[] mutated = Arrays.copyOf(bytes, bytes.length - random.nextInt(2));
		if (mutated.length > 0) {
			mutated[random.nextInt(Math.min(mutated.length, 16))] ^= (byte) (1 << random.nextInt(8));
		}
		return new WireMessage.Binary(mutated);
	}

	private static void mutate(StringBuilder text, Random random) {
		int position = random.nextInt(text.length() + 1);
		char c = INSERTED.charAt(random.nextInt(INSERTED.length()));
		switch (random.nextInt(4)) {
			case 0 -> text.insert(position, c);
			case 1 -> text.delete(position, Math.min(text.length(), position + 1 + random.nextInt(3)));
			case 2 -> text.replace(position, Math.min(text.length(), position + 1), String.valueOf(c));
			default -> {
				if (position < text.length()) {
					text.setCharAt(position, (char) (text.charAt(position) ^ (1 << random.nextInt(7))));
				}
			}
		}
	}

	/**
	 * Whether the codec reads the message. Anything but a {@link CodecException} fails
	 * the test.
	 */
	private static boolean check(Codec codec, WireMessage message) {
		Frame frame = null;
		try {
			frame = codec.decode(message);
		}
		catch (CodecException ex) {
			assertThat(ex.getMessage()).isNotEmpty();
		}
		if (isComparable(message)) {
			IndependentReading reading = readIndependently(codec, message);
			String what = (message instanceof WireMessage.Text text) ? text.text() : message.toString();
			assertThat(frame != null).as(what).isEqualTo(reading != null);
			if (reading != null && frame != null) {
				reading.assertSameAs(frame, what);
			}
		}
		return frame != null;
	}

	/**
	 * What is inside of strings is checked by whoever binds them, and Jackson binds at
	 * once, so only frames without escapes and control characters can be compared. Nor
	 * can an exponent be that no {@code BigDecimal} has.
	 */
	private static boolean isComparable(WireMessage message) {
		return message instanceof WireMessage.Text text
				&& text.text().chars().noneMatch((c) -> c == '\\' || c < ' ' || Character.isSurrogate((char) c))
				&& !LONG_EXPONENT.matcher(text.text()).find();
	}

	private static @Nullable IndependentReading readIndependently(Codec codec, WireMessage message) {
		try {
			return IndependentReading.of(codec.version(), message);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return null;
		}
	}

}
