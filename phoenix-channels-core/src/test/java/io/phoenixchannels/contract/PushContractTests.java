package io.phoenixchannels.contract;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.ProtocolVersion;
import io.phoenixchannels.client.PushInterruptedException;
import io.phoenixchannels.client.PushTimeoutException;
import io.phoenixchannels.protocol.JsonPayload;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.session.Notice;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Pushes and their replies.
 */
class PushContractTests extends ContractSupport {

	@BothVersions
	void payloadsOfEveryJsonKindGoThereAndBack(ProtocolVersion version) {
		PhoenixChannel room = connect(version).joined(room());
		Stream.of("null", "{}", "[]", "[1,{\"a\":2}]", "\"str\"", "\"\"", "5", "1.5", "true", "false")
			.forEach((json) -> {
				Payload response = get(room.push("echo", Payload.json(json))).response();
				assertThat(response).isInstanceOfSatisfying(JsonPayload.class,
						(payload) -> assertThat(json(payload.json())).isEqualTo(json(json)));
			});
	}

	@BothVersions
	void numbersComeBackAsTheyWere(ProtocolVersion version) {
		PhoenixChannel room = connect(version).joined(room());
		JsonNode response = get(room.push("echo",
				Payload
					.json("{\"i\":9007199254740993,\"big\":123456789012345678901234567890,\"e\":1e3,\"tiny\":5e-324}")))
			.response(JsonNode.class);
		assertThat(response.get("i").asLong()).isEqualTo(9007199254740993L);
		assertThat(response.get("big").bigIntegerValue()).isEqualTo(new BigInteger("123456789012345678901234567890"));
		assertThat(response.get("e").asDouble()).isEqualTo(1000.0);
		assertThat(response.get("tiny").asDouble()).isEqualTo(Double.MIN_VALUE);
	}

	@BothVersions
	void textOfEveryScriptComesBackAsItWas(ProtocolVersion version) {
		String topic = topic("room:\u65e5\u672c\u8a9e-\ud83d\ude00-\u00e9");
		PhoenixChannel room = connect(version).joined(topic);
		Map<String, String> text = new LinkedHashMap<>();
		text.put("na\u00efve", "caf\u00e9");
		text.put("emoji", "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67");
		text.put("controls", "\u0000\u0001\u001f\u007f");
		text.put("separators", "\u2028\u2029");
		text.put("quotes", "\"\\/");
		text.put("last", "\uffff");
		assertThat(get(room.push("echo", text)).response(Object.class)).isEqualTo(text);
		PhoenixReply unknown = get(room.push("\u00e9v\u00e9nement-\ud83d\ude00", Map.of()));
		assertThat(unknown.response(JsonNode.class).get("event").asString())
			.isEqualTo("\u00e9v\u00e9nement-\ud83d\ude00");
	}

	@BothVersions
	void aReplyMayHaveAnyStatusAndAnyResponse(ProtocolVersion version) {
		PhoenixChannel room = connect(version).joined(room());
		for (String response : List.of("null", "[1,2]", "7", "\"text\"", "{\"a\":1}")) {
			PhoenixReply reply = get(
					room.push("status", Payload.json("{\"status\":\"maybe\",\"response\":" + response + "}")));
			assertThat(reply.status()).isEqualTo("maybe");
			assertThat(reply.isOk()).isFalse();
			assertThat(json(((JsonPayload) reply.response()).json())).isEqualTo(json(response));
		}
	}

	@BothVersions
	void anErrorReplyBringsItsReason(ProtocolVersion version) {
		PhoenixChannel room = connect(version).joined(room());
		PhoenixReply reply = get(room.push("fail", Map.of("reason", "no luck")));
		assertThat(reply.status()).isEqualTo("error");
		assertThat(reply.reason()).isEqualTo("no luck");
		assertThat(get(room.push("unheard of", Map.of())).reason()).isEqualTo("unknown event");
		assertAnswers(room);
	}

	@BothVersions
	void aReplyWithoutAPayloadIsAnEmptyObject(ProtocolVersion version) {
		PhoenixChannel room = connect(version).joined(room());
		PhoenixReply ok = get(room.push("ok_bare", null));
		assertThat(ok.isOk()).isTrue();
		assertThat(ok.response()).isEqualTo(Payload.EMPTY);
		PhoenixReply error = get(room.push("fail_bare", null));
		assertThat(error.status()).isEqualTo("error");
		assertThat(error.response()).isEqualTo(Payload.EMPTY);
	}

	@BothVersions
	void repliesOutOfOrderFindTheirPushes(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		CompletableFuture<PhoenixReply> late = room.push("async_reply", Map.of("after", 500));
		CompletableFuture<PhoenixReply> early = room.push("async_reply", Map.of("after", 1));
		assertThat(get(early).response(JsonNode.class)).isEqualTo(json("{\"after\":1}"));
		assertThat(get(late).response(JsonNode.class)).isEqualTo(json("{\"after\":500}"));
	}

	@BothVersions
	void manyPushesAtOnceAreAllAnswered(ProtocolVersion version) {
		PhoenixChannel room = connect(version).joined(room());
		List<CompletableFuture<Integer>> pushes = IntStream.range(0, 500)
			.mapToObj((i) -> room.push("echo", i, Integer.class))
			.toList();
		assertThat(pushes.stream().map(ContractSupport::get).toList())
			.isEqualTo(IntStream.range(0, 500).boxed().toList());
	}

	@BothVersions
	void theSecondReplyToAPushIsIgnored(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		assertThat(get(room.push("double_reply", null)).response(JsonNode.class)).isEqualTo(json("{\"n\":1}"));
		assertThat(client.notice(Notice.FrameIgnored.class).why()).isEqualTo(Notice.FrameIgnored.Why.UNAWAITED_REPLY);
		assertAnswers(room);
	}

	@BothVersions
	void aPushWithoutAReplyTimesOutAndALateOneIsIgnored(ProtocolVersion version) {
		ManualClock clock = new ManualClock();
		TappedClient client = connect(version, (builder) -> builder.clock(clock).pushTimeout(Duration.ofSeconds(5)));
		PhoenixChannel room = client.joined(room());
		CompletableFuture<PhoenixReply> unanswered = room.push("noreply", null);
		client.tap().hold((frame) -> frame.incoming() && frame.isEvent("phx_reply"));
		CompletableFuture<PhoenixReply> late = room.push("echo", 1);
		client.tap().awaitFrames(2, (frame) -> frame.incoming() && frame.isEvent("phx_reply"));
		clock.advance(Duration.ofSeconds(5));
		for (CompletableFuture<PhoenixReply> push : List.of(unanswered, late)) {
			assertThatThrownBy(() -> get(push)).cause()
				.isInstanceOfSatisfying(PushTimeoutException.class, (ex) -> assertThat(ex.wasSent()).isTrue());
		}
		client.tap().release();
		assertThat(client.notice(Notice.FrameIgnored.class).why()).isEqualTo(Notice.FrameIgnored.Why.UNAWAITED_REPLY);
		assertAnswers(room);
	}

	@BothVersions
	void aSlowPushHoldsUpNoOtherChannel(ProtocolVersion version) {
		TappedClient client = connect(version, (builder) -> builder.pushTimeout(Duration.ofMinutes(1)));
		CompletableFuture<PhoenixReply> slow = client.joined(topic("room:slow")).push("slow", Map.of("ms", 15_000));
		client.tap().awaitSent("slow");
		assertAnswers(client.joined(room()));
		assertThat(slow).isNotDone();
	}

	@BothVersions
	void everyFrameOfAChannelCarriesItsJoinRefAndARefOfItsOwn(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		get(room.push("echo", 1));
		get(room.send("noreply", 2));
		this.admin.endTransport(user(), "kill");
		client.awaitRejoin(room());
		get(room.push("echo", 3));
		get(room.leave());
		List<TappedFrame> sent = client.tap().sent();
		assertThat(sent).extracting(TappedFrame::event)
			.containsExactly("phx_join", "echo", "noreply", "phx_join", "echo", "phx_leave");
		assertThat(sent).extracting(TappedFrame::ref).doesNotHaveDuplicates().allMatch((ref) -> ref.startsWith("\""));
		String first = sent.get(0).ref();
		String second = sent.get(3).ref();
		assertThat(sent).extracting(TappedFrame::joinRef).containsExactly(first, first, first, second, second, second);
	}

	@BothVersions
	void aPushThatTheServerCannotMatchFailsAndItsChannelIsJoinedAgain(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		client.tap().drop((frame) -> frame.incoming() && frame.isEvent("phx_close"));
		this.admin.closeChannel(room(), "normal");
		client.tap().awaitReceived("phx_close");
		client.tap().dropNothing();
		PhoenixReply reply = get(room.push("echo", 1));
		assertThat(reply.status()).isEqualTo("error");
		assertThat(reply.reason()).isEqualTo("unmatched topic");
		client.awaitRejoin(room());
		assertAnswers(room);
		assertThat(client.tap().attempts()).isEqualTo(1);
	}

	@BothVersions
	void pushesBehindACrashAllComplete(ProtocolVersion version) {
		TappedClient client = connect(version, (builder) -> builder.pushTimeout(PATIENCE.multipliedBy(2)));
		PhoenixChannel room = client.joined(room());
		for (int round = 0; round < 10; round++) {
			List<CompletableFuture<PhoenixReply>> pushes = new ArrayList<>();
			pushes.add(room.push("crash", null));
			IntStream.range(0, 20).forEach((i) -> pushes.add(room.push("echo", i)));
			// Interrupted, unmatched, or echoed by the new join: which one is a race.
			for (CompletableFuture<PhoenixReply> push : pushes) {
				get(push.handle((reply, failure) -> {
					assertThat(reply != null && (reply.isOk() || "unmatched topic".equals(reply.reason()))
							|| failure instanceof PushInterruptedException)
						.as("%s, %s", reply, failure)
						.isTrue();
					return true;
				}));
			}
			client.awaitRejoin(room());
			assertAnswers(room);
		}
	}

	@BothVersions
	void whatTheServerNeverConfirmedIsNotSentAgain(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		CompletableFuture<PhoenixReply> pushed = room.push("noreply", null);
		client.tap().awaitSent("noreply");
		this.admin.endTransport(user(), "kill");
		assertThatThrownBy(() -> get(pushed)).cause().isInstanceOf(PushInterruptedException.class);
		client.awaitRejoin(room());
		assertAnswers(room);
		assertThat(client.tap().sent("noreply")).hasSize(1);
	}

	@BothVersions
	void pushesOfAnErroredChannelWaitForItsRejoin(ProtocolVersion version) {
		ManualClock clock = new ManualClock();
		TappedClient client = connect(version, (builder) -> builder.clock(clock));
		PhoenixChannel room = client.joined(room());
		room.push("crash", null);
		client.notice(Notice.ChannelErrored.class);
		CompletableFuture<PhoenixReply> waiting = room.push("echo", 1);
		assertThat(room.status().buffered()).isEqualTo(1);
		clock.advance(QUICK.get(0));
		assertThat(get(waiting).response(Integer.class)).isEqualTo(1);
	}

}
