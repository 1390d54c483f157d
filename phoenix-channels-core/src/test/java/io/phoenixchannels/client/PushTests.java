package io.phoenixchannels.client;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.session.PushPolicy;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PushTests extends ClientTestSupport {

	@Test
	void theReplyComesWithWhateverStatusItHas() {
		connected();
		PhoenixReply reply = get(joined("room:lobby").push("fail", null));
		assertThat(reply.status()).isEqualTo("error");
		assertThat(reply.reason()).isEqualTo("no luck");
	}

	@Test
	void aTypedPushFailsUnlessTheStatusIsOk() {
		connected();
		PhoenixChannel room = joined("room:lobby");
		assertThat(get(room.push("echo", new Shout("x"), Shout.class))).isEqualTo(new Shout("x"));
		assertThatThrownBy(() -> get(room.push("fail", null, Shout.class))).cause()
			.isInstanceOf(PushRejectedException.class)
			.hasMessage("Push of 'fail' on 'room:lobby' was answered with status 'error': no luck");
	}

	@Test
	void payloadsOfEveryKindGoThereAndBack() {
		connected();
		PhoenixChannel room = joined("room:lobby");
		assertThat(get(room.push("echo", List.of(1, 2))).response(new TypeReference<List<Integer>>() {
		})).containsExactly(1, 2);
		assertThat(get(room.push("echo", "text")).response(String.class)).isEqualTo("text");
		assertThat(get(room.push("echo", null)).response()).isEqualTo(Payload.EMPTY);
		assertThat(get(room.push("echo", Payload.json("null"))).response()).isEqualTo(Payload.json("null"));
		assertThat(get(room.push("echo", new byte[] { 0, 1, -1 })).response(byte[].class)).containsExactly(0, 1, -1);
		assertThat(get(room.push("echo", ByteBuffer.wrap(new byte[] { 7 }))).response())
			.isEqualTo(Payload.binary(new byte[] { 7 }));
		assertThat(get(room.push("echo", Map.of("big", new BigInteger("123456789012345678901234567890")))).response())
			.isEqualTo(Payload.json("{\"big\":123456789012345678901234567890}"));
	}

	@Test
	void pushesOfManyThreadsAreAllAnswered() {
		connected();
		PhoenixChannel room = joined("room:lobby");
		List<CompletableFuture<Integer>> pushes = IntStream.range(0, 2000)
			.parallel()
			.mapToObj((i) -> room.push("echo", i, Integer.class))
			.toList();
		assertThat(pushes.stream().map(ClientTestSupport::get)).hasSize(2000)
			.containsExactlyElementsOf(IntStream.range(0, 2000).boxed().toList());
	}

	@Test
	void aPushWithoutAReplyTimesOut() {
		connected(builder().pushTimeout(Duration.ofMillis(50)));
		assertThatThrownBy(() -> get(joined("room:lobby").push("ignore", null))).cause()
			.isInstanceOfSatisfying(PushTimeoutException.class, (ex) -> assertThat(ex.wasSent()).isTrue());
	}

	@Test
	void aChannelMayHaveATimeoutOfItsOwn() {
		connected();
		PhoenixChannel room = joined("room:lobby");
		assertThatThrownBy(() -> get(room.withPushTimeout(Duration.ofMillis(50)).push("ignore", null))).cause()
			.isInstanceOfSatisfying(PushTimeoutException.class, (ex) -> assertThat(ex.wasSent()).isTrue());
		assertThat(get(room.push("echo", 1)).isOk()).isTrue();
		assertThat(room.withPushTimeout(Duration.ofMinutes(1))).isEqualTo(room);
		assertThatIllegalArgumentException().isThrownBy(() -> room.withPushTimeout(Duration.ofMillis(-1)))
			.withMessageContaining("must be positive, but is PT-0.001S");
	}

	@Test
	void theResponseMayBeOfAGenericType() {
		connected();
		PhoenixChannel room = joined("room:lobby");
		assertThat(get(room.push("echo", List.of(new Shout("a"), new Shout("b")), new TypeReference<List<Shout>>() {
		}))).containsExactly(new Shout("a"), new Shout("b"));
		assertThatThrownBy(() -> get(room.push("fail", null, new TypeReference<List<Shout>>() {
		}))).cause().isInstanceOf(PushRejectedException.class);
	}

	@Test
	void aPushThatWaitedTooLongIsNeverSent() {
		start(builder().pushTimeout(Duration.ofMillis(50)));
		PhoenixChannel room = this.client.channel("room:lobby");
		CompletableFuture<PhoenixReply> joined = room.join();
		assertThatThrownBy(() -> get(room.push("echo", 1))).cause()
			.isInstanceOfSatisfying(PushTimeoutException.class, (ex) -> assertThat(ex.wasSent()).isFalse());
		get(this.client.connect());
		get(joined);
		get(room.send("shout", null));
		this.server.awaitPush("room:lobby", "shout");
		assertThat(this.server.frames().fromClient()).extracting((frame) -> frame.event()).doesNotContain("echo");
	}

	@Test
	void moreThanTheBufferHoldsIsRefused() {
		start(builder().push(new PushPolicy(1, PushPolicy.Overflow.FAIL)));
		PhoenixChannel room = this.client.channel("room:lobby");
		room.join();
		CompletableFuture<PhoenixReply> first = room.push("echo", 1);
		assertThatThrownBy(() -> get(room.push("echo", 2))).cause().isInstanceOf(PushRefusedException.class);
		get(this.client.connect());
		assertThat(get(first).response(Integer.class)).isEqualTo(1);
	}

	@Test
	void aSentPushIsInterruptedWhenTheConnectionBreaksAndNotSentAgain() {
		connected();
		PhoenixChannel room = joined("room:lobby");
		CompletableFuture<PhoenixReply> pushed = room.push("ignore", Map.of("n", 1));
		this.server.awaitPush("room:lobby", "ignore");
		this.server.kill();
		assertThatThrownBy(() -> get(pushed)).cause().isInstanceOf(PushInterruptedException.class);
		assertThat(get(room.push("echo", 1)).isOk()).isTrue();
		assertThat(this.server.frames().fromClient()).filteredOn((frame) -> frame.isEvent("ignore")).hasSize(1);
	}

	@Test
	void sendIsDoneWhenTheMessageWasTaken() {
		connected();
		PhoenixChannel room = joined("room:lobby");
		assertThat(get(room.send("ignore", new Shout("x")))).isNull();
		assertThat(this.server.awaitPush("room:lobby", "ignore").payload(Shout.class)).isEqualTo(new Shout("x"));
		assertThatThrownBy(() -> get(this.client.channel("room:other").send("ignore", null))).cause()
			.isInstanceOf(PushRefusedException.class);
	}

	@Test
	void whatCannotBeSentIsRefusedAtOnceOrWithAReason() {
		connected();
		PhoenixChannel room = joined("room:lobby");
		assertThatIllegalArgumentException().isThrownBy(() -> room.push("phx_leave", null))
			.withMessageContaining("'phx_leave'");
		assertThatIllegalArgumentException().isThrownBy(() -> room.push("echo", new Unwritable()))
			.withMessageContaining("cannot be written as JSON");
		assertThatThrownBy(() -> get(room.push("echo", Payload.json("{")))).cause()
			.isInstanceOf(PushRefusedException.class);
		assertThatThrownBy(() -> get(room.push("e".repeat(300), new byte[0]))).cause()
			.isInstanceOf(PushRefusedException.class)
			.hasMessageContaining("255");
		assertThat(get(room.push("echo", 1)).isOk()).isTrue();
	}

	@Test
	void aHandlerMayPushAndWaitForTheReply() throws Exception {
		connected();
		PhoenixChannel room = this.client.channel("room:lobby");
		BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
		room.on("shout", Shout.class, (shout) -> answers.add(get(room.push("echo", 7, Integer.class))));
		get(room.join());
		room.push("shout", new Shout("x"));
		assertThat(next(answers)).isEqualTo(7);
	}

	static class Unwritable {

		public String getText() {
			throw new IllegalStateException("on purpose");
		}

	}

}
