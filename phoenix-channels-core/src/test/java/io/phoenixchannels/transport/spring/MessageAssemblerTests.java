package io.phoenixchannels.transport.spring;

import java.nio.ByteBuffer;

import io.phoenixchannels.protocol.WireMessage;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MessageAssemblerTests {

	private final MessageAssembler assembler = new MessageAssembler(10);

	@Test
	void wholeTextIsPassedOnWithoutACopy() throws Exception {
		String text = new String("whole");
		WireMessage message = this.assembler.add(new TextMessage(text, true));
		assertThat(((WireMessage.Text) message).text()).isSameAs(text);
	}

	@Test
	void piecesOfTextArePutTogether() throws Exception {
		assertThat(this.assembler.add(new TextMessage("ab", false))).isNull();
		assertThat(this.assembler.add(new TextMessage("", false))).isNull();
		assertThat(this.assembler.add(new TextMessage("cd", false))).isNull();
		assertThat(this.assembler.add(new TextMessage("", true))).isEqualTo(new WireMessage.Text("abcd"));
		assertThat(this.assembler.add(new TextMessage("next", true))).isEqualTo(new WireMessage.Text("next"));
	}

	@Test
	void twoPiecesOfTextArePutTogether() throws Exception {
		assertThat(this.assembler.add(new TextMessage("ab", false))).isNull();
		assertThat(this.assembler.add(new TextMessage("c\u00e9", true))).isEqualTo(new WireMessage.Text("abc\u00e9"));
		assertThat(this.assembler.add(new TextMessage("next", true))).isEqualTo(new WireMessage.Text("next"));
	}

	@Test
	void bytesAreCopied() throws Exception {
		byte[] buffer = { 0, 1, 2, 3, 4 };
		WireMessage whole = this.assembler.add(new BinaryMessage(ByteBuffer.wrap(buffer, 1, 3), true));
		this.assembler.add(new BinaryMessage(ByteBuffer.wrap(buffer), false));
		buffer[1] = 9;
		WireMessage joined = this.assembler.add(new BinaryMessage(ByteBuffer.wrap(buffer, 0, 2), true));
		assertThat(((WireMessage.Binary) whole).bytes()).containsExactly(1, 2, 3);
		assertThat(((WireMessage.Binary) joined).bytes()).containsExactly(0, 1, 2, 3, 4, 0, 9);
	}

	@Test
	void emptyMessagesAreMessages() throws Exception {
		assertThat(this.assembler.add(new TextMessage("", true))).isEqualTo(new WireMessage.Text(""));
		WireMessage bytes = this.assembler.add(new BinaryMessage(new byte[0], true));
		assertThat(((WireMessage.Binary) bytes).bytes()).isEmpty();
	}

	@Test
	void pongsAreNone() throws Exception {
		assertThat(this.assembler.add(new PongMessage())).isNull();
	}

	@Test
	void limitHoldsForWholeMessagesAndForSums() throws Exception {
		assertThat(this.assembler.add(new TextMessage("0123456789", true))).isNotNull();
		assertTooBig(new TextMessage("0123456789a", true));
		assertTooBig(new BinaryMessage(new byte[11], true));
		assertThat(this.assembler.add(new TextMessage("012345", false))).isNull();
		assertThat(this.assembler.add(new TextMessage("6789", false))).isNull();
		assertTooBig(new TextMessage("a", false));
		assertThat(this.assembler.add(new TextMessage("0123456789", false))).isNull();
		assertTooBig(new TextMessage("a", true));
		assertThat(this.assembler.add(new TextMessage("a", true))).isEqualTo(new WireMessage.Text("a"));
		assertThat(this.assembler.add(new BinaryMessage(new byte[10], false))).isNull();
		assertTooBig(new BinaryMessage(new byte[1], true));
	}

	private void assertTooBig(org.springframework.web.socket.WebSocketMessage<?> piece) {
		assertThatExceptionOfType(MessageAssembler.MessageTooBigException.class)
			.isThrownBy(() -> this.assembler.add(piece));
	}

}
