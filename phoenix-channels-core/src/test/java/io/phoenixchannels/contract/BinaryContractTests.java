package io.phoenixchannels.contract;

import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.ProtocolVersion;
import io.phoenixchannels.client.PushRefusedException;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.session.Notice;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Binary payloads.
 */
class BinaryContractTests extends ContractSupport {

	private static final byte[] BYTES = { 0, 1, 2, -3, -2, -1 };

	private final BlockingQueue<PhoenixMessage> heard = new LinkedBlockingQueue<>();

	@OneVersion
	void bytesGoThereAndBack() {
		TappedClient client = connect(ProtocolVersion.V2);
		PhoenixChannel room = client.joined(room());
		for (byte[] bytes : new byte[][] { BYTES, {}, new byte[100_000] }) {
			PhoenixReply reply = get(room.push("binary", bytes));
			assertThat(reply.isOk()).isTrue();
			assertThat(reply.response(byte[].class)).isEqualTo(bytes);
		}
		assertThat(client.tap().sent("binary")).extracting(TappedFrame::message)
			.hasOnlyElementsOfType(WireMessage.Binary.class);
	}

	@OneVersion
	void anErrorReplyMayBeBytes() {
		PhoenixReply reply = get(connect(ProtocolVersion.V2).joined(room()).push("binary_error", BYTES));
		assertThat(reply.status()).isEqualTo("error");
		assertThat(reply.response(byte[].class)).isEqualTo(BYTES);
		assertThat(reply.reason()).isNull();
	}

	@OneVersion
	void bytesMayBeAnsweredWithText() {
		PhoenixReply reply = get(connect(ProtocolVersion.V2).joined(room()).push("fail", BYTES));
		assertThat(reply.reason()).isEqualTo("failed");
	}

	@OneVersion
	void bytesThatTheServerPushesAndBroadcastsAreHeard() {
		TappedClient client = connect(ProtocolVersion.V2);
		PhoenixChannel room = client.joined(room());
		room.onMessage(this.heard::add);
		get(room.send("push_binary", Map.of("base64", Base64.getEncoder().encodeToString(BYTES))));
		PhoenixMessage push = next(this.heard);
		assertThat(push.event()).isEqualTo("bin");
		assertThat(push.payload(byte[].class)).isEqualTo(BYTES);
		assertThat(push.joinRef()).isNotNull();
		get(room.send("shout", BYTES));
		PhoenixMessage broadcast = next(this.heard);
		assertThat(broadcast.payload(byte[].class)).isEqualTo(BYTES);
		assertThat(broadcast.joinRef()).isNull();
		this.admin.broadcast(room(), "news", BYTES);
		assertThat(next(this.heard).payload(byte[].class)).isEqualTo(BYTES);
	}

	@OneVersion
	void aJoinMayBeAnsweredWithBytes() {
		PhoenixReply reply = get(connect(ProtocolVersion.V2).client().join(room(), Map.of("binary_reply", true)));
		assertThat(reply.response(byte[].class)).containsExactly(1, 2, 3, 255);
	}

	@OneVersion
	void joinParamsMayBeBytes() {
		PhoenixReply reply = get(connect(ProtocolVersion.V2).client().join(room(), new byte[] { 1, 2 }));
		assertThat(reply.response(JsonNode.class).path("params").path("_raw").asString())
			.isEqualTo("{:binary, <<1, 2>>}");
	}

	@OneVersion
	void lengthsAreCountedInBytes() {
		PhoenixChannel room = connect(ProtocolVersion.V2).joined(topic("room:\u00e9\ud83d\ude00"));
		assertThat(get(room.push("binary", BYTES)).response(byte[].class)).isEqualTo(BYTES);
	}

	@OneVersion
	void anEventTooLongForABinaryFrameIsRefusedAndHurtsNothing() {
		TappedClient client = connect(ProtocolVersion.V2);
		PhoenixChannel room = client.joined(room());
		// As text it may be longer.
		assertThat(get(room.push("\u00e9".repeat(128), Map.of())).reason()).isEqualTo("unknown event");
		assertThatThrownBy(() -> get(room.push("\u00e9".repeat(128), BYTES))).cause()
			.isInstanceOf(PushRefusedException.class);
		assertAnswers(room);
		assertThat(client.tap().attempts()).isEqualTo(1);
	}

	@OneVersion
	void inVersionOneBytesAreRefusedBeforeTheyAreSent() {
		TappedClient client = connect(ProtocolVersion.V1);
		PhoenixChannel room = client.joined(room());
		assertThatThrownBy(() -> get(room.push("binary", BYTES))).cause().isInstanceOf(PushRefusedException.class);
		assertAnswers(room);
		assertThat(client.tap().sent("binary")).isEmpty();
	}

	@OneVersion
	void inVersionOneAChannelThatPushesBytesCrashesAndIsJoinedAgain() {
		TappedClient client = connect(ProtocolVersion.V1);
		PhoenixChannel room = client.joined(room());
		room.send("push_binary", Map.of());
		client.notice(Notice.ChannelErrored.class);
		client.awaitRejoin(room());
		assertAnswers(room);
	}

}
