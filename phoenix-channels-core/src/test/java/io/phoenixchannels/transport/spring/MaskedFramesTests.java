package io.phoenixchannels.transport.spring;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.phoenixchannels.protocol.WireMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MaskedFramesTests {

	private int masks;

	private List<byte[]> pieces(List<WireMessage> messages) {
		MaskedFrames frames = new MaskedFrames(messages, () -> 0x37fa213d + this.masks++);
		List<byte[]> pieces = new ArrayList<>();
		for (ByteBuffer piece = frames.next(); piece != null; piece = frames.next()) {
			byte[] bytes = new byte[piece.remaining()];
			piece.get(bytes);
			pieces.add(bytes);
		}
		return pieces;
	}

	private DataInputStream wire(List<WireMessage> messages) throws IOException {
		ByteArrayOutputStream wire = new ByteArrayOutputStream();
		for (byte[] piece : pieces(messages)) {
			wire.write(piece);
		}
		return new DataInputStream(new ByteArrayInputStream(wire.toByteArray()));
	}

	/** As RFC 6455, 5.2 says, byte by byte. */
	private static byte[] read(DataInputStream wire, int opcode) throws IOException {
		assertThat(wire.readUnsignedByte()).isEqualTo(0x80 | opcode);
		int first = wire.readUnsignedByte();
		assertThat(first & 0x80).as("masked").isEqualTo(0x80);
		long length = first & 0x7f;
		if (length == 126) {
			length = wire.readUnsignedShort();
			assertThat(length).isGreaterThanOrEqualTo(126);
		}
		else if (length == 127) {
			length = wire.readLong();
			assertThat(length).isGreaterThan(0xffff);
		}
		byte[] mask = wire.readNBytes(4);
		byte[] payload = wire.readNBytes((int) length);
		for (int i = 0; i < payload.length; i++) {
			payload[i] ^= mask[i % 4];
		}
		return payload;
	}

	/** RFC 6455, 5.7. */
	@Test
	void frameOfTheSpecification() {
		assertThat(pieces(List.of(new WireMessage.Text("Hello"))))
			.containsExactly(HexFormat.of().parseHex("818537fa213d7f9f4d5158"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 7, 8, 9, 125, 126, 127, 65_520, 65_535, 65_536, 65_537, 200_003 })
	void payloadsOfAllLengths(int length) throws IOException {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		byte[] before = bytes.clone();
		String text = "a".repeat(length);
		DataInputStream wire = wire(List.of(new WireMessage.Binary(bytes), new WireMessage.Text(text)));
		assertThat(read(wire, 2)).isEqualTo(before);
		assertThat(new String(read(wire, 1), StandardCharsets.UTF_8)).isEqualTo(text);
		assertThat(wire.read()).isEqualTo(-1);
		assertThat(bytes).isEqualTo(before);
	}

	static Stream<String> textsBeyondAscii() {
		return Stream.of("\u00e9", "\u20ac".repeat(10), "\ud83d\ude00".repeat(3), "\u20ac".repeat(50_000), "\u0000");
	}

	@ParameterizedTest
	@MethodSource("textsBeyondAscii")
	void textsAreUtf8(String text) throws IOException {
		DataInputStream wire = wire(List.of(new WireMessage.Text(text)));
		assertThat(read(wire, 1)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
		assertThat(wire.read()).isEqualTo(-1);
	}

	@Test
	void messagesShareAPieceEachWithAMaskOfItsOwn() throws IOException {
		List<WireMessage> messages = IntStream.range(0, 64)
			.<WireMessage>mapToObj((i) -> new WireMessage.Text("message " + i))
			.toList();
		assertThat(pieces(messages)).hasSize(1);
		assertThat(this.masks).isEqualTo(64);
		DataInputStream wire = wire(messages);
		for (WireMessage message : messages) {
			assertThat(new String(read(wire, 1), StandardCharsets.UTF_8))
				.isEqualTo(((WireMessage.Text) message).text());
		}
		assertThat(wire.read()).isEqualTo(-1);
	}

	@Test
	void piecesAreBounded() {
		List<byte[]> pieces = pieces(List.of(new WireMessage.Text("a".repeat(1_000_000)),
				new WireMessage.Binary(new byte[1_000_000]), new WireMessage.Text("end")));
		assertThat(pieces).hasSizeBetween(31, 32)
			.allSatisfy((piece) -> assertThat(piece).hasSizeLessThanOrEqualTo(MaskedFrames.PIECE));
	}

	@Test
	void masksAreNeverTheSame() {
		Masks drawn = new Masks();
		assertThat(IntStream.range(0, 1000).map((i) -> drawn.getAsInt()).distinct().count()).isGreaterThan(990);
	}

}
