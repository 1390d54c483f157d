package io.phoenixchannels.client;

import java.util.ArrayList;
import java.util.List;

import io.phoenixchannels.client.ListenerPolicy.Execution;
import io.phoenixchannels.client.ListenerPolicy.Overflow;
import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.protocol.v2.V2Codec;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportException;
import io.phoenixchannels.transport.TransportListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When handlers are called by the thread that reads, if a transport says that more has
 * come. All of it happens on the thread of the test.
 */
class DirectTogetherTests {

	private final List<Object> heard = new ArrayList<>();

	private final List<String> sent = new ArrayList<>();

	private PhoenixClient client;

	private PhoenixChannel room;

	private TransportListener transport;

	@AfterEach
	void close() {
		this.client.close();
	}

	private void join(int capacity, Overflow overflow, Execution execution) {
		this.client = PhoenixClient.builder("ws://localhost/socket")
			.transport(this::open)
			.callbackExecutor(Runnable::run)
			.listener(new ListenerPolicy(capacity, overflow, execution))
			.build();
		this.room = this.client.channel("room:lobby");
		this.room.on("tick", Integer.class, this.heard::add);
		this.client.connect().join();
		this.room.join().join();
	}

	private void join(int capacity) {
		join(capacity, Overflow.PAUSE, Execution.DIRECT);
	}

	private TransportConnection open(ConnectRequest request, TransportListener listener) {
		this.transport = listener;
		listener.opened();
		return new Answering(listener);
	}

	private void tick(int number, boolean more) {
		receive("[null,null,\"room:lobby\",\"tick\"," + number + "]", more);
	}

	private void receive(String text, boolean more) {
		this.transport.received(new WireMessage.Text(text), more);
	}

	@Test
	void handlersAreCalledOnceNoMoreHasCome() {
		join(1000);
		tick(1, true);
		tick(2, true);
		assertThat(this.heard).isEmpty();
		tick(3, false);
		assertThat(this.heard).containsExactly(1, 2, 3);
		tick(4, false);
		assertThat(this.heard).containsExactly(1, 2, 3, 4);
	}

	@Test
	void handlersWaitForSixtyFourMessagesAtMost() {
		join(1000);
		for (int number = 1; number < 64; number++) {
			tick(number, true);
		}
		assertThat(this.heard).isEmpty();
		tick(64, true);
		assertThat(this.heard).hasSize(64);
		tick(65, true);
		assertThat(this.heard).hasSize(64);
	}

	@ParameterizedTest
	@EnumSource(Overflow.class)
	void noneIsDroppedOrHeldUpForHavingComeWithOthers(Overflow overflow) {
		join(3, overflow, Execution.DIRECT);
		for (int number = 1; number <= 10; number++) {
			tick(number, true);
			assertThat(Reading.isPaused(this.transport)).isFalse();
		}
		assertThat(this.heard).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
		tick(11, false);
		assertThat(this.heard).hasSize(11);
		assertThat(this.client.counters().messagesDropped()).isZero();
	}

	@Test
	void repliesAndEventsAreHeardInTheOrderInWhichTheyCame() {
		join(1000);
		for (int i = 1; i <= 2; i++) {
			String reply = "reply " + i;
			this.room.push("count", 1).thenAccept((ignored) -> this.heard.add(reply));
		}
		tick(1, true);
		reply(this.sent.get(1), true);
		reply(this.sent.get(2), true);
		tick(2, true);
		tick(3, true);
		assertThat(this.heard).containsExactly(1, "reply 1", "reply 2");
		tick(4, false);
		assertThat(this.heard).containsExactly(1, "reply 1", "reply 2", 2, 3, 4);
	}

	private void reply(String ref, boolean more) {
		receive("[\"" + this.sent.get(0) + "\",\"" + ref
				+ "\",\"room:lobby\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]", more);
	}

	@Test
	void eventsOfSeveralTopicsAreHeardInTheOrderInWhichTheyCame() {
		join(1000);
		PhoenixChannel hall = this.client.channel("room:hall");
		hall.on("tick", Integer.class, this.heard::add);
		hall.join().join();
		tick(1, true);
		tick(2, true);
		receive("[null,null,\"room:hall\",\"tick\",3]", true);
		tick(4, true);
		assertThat(this.heard).containsExactly(1, 2, 3);
		receive("[null,null,\"room:nobody\",\"tick\",0]", true);
		assertThat(this.heard).containsExactly(1, 2, 3, 4);
	}

	@Test
	void whatCameBeforeTheEndIsHeard() {
		join(1000);
		tick(1, true);
		this.transport.closed(CloseStatus.ABNORMAL);
		assertThat(this.heard).containsExactly(1);
		this.client.close();
		this.heard.clear();
		join(1000);
		tick(2, true);
		this.transport.failed(new TransportException("broken"));
		assertThat(this.heard).containsExactly(2);
	}

	@Test
	void whatCameBeforeTheClientDisconnectsIsHeardAndMayUseTheClient() {
		join(1000);
		this.room.on("tick", (message) -> {
			this.heard.add(this.client.status());
			this.room.send("seen", 1);
		});
		tick(1, true);
		this.client.disconnect().join();
		assertThat(this.heard).hasSize(2).startsWith(1);
	}

	@Test
	void queuedHandlersDoNotWaitForMore() {
		join(1000, Overflow.PAUSE, Execution.QUEUED);
		tick(1, true);
		assertThat(this.heard).containsExactly(1);
	}

	/**
	 * Answers joins and leaves before their call returns, and nothing else.
	 */
	private final class Answering implements TransportConnection {

		private final V2Codec codec = new V2Codec();

		private final TransportListener listener;

		Answering(TransportListener listener) {
			this.listener = listener;
		}

		@Override
		public boolean send(WireMessage message) {
			Frame frame = this.codec.decode(message);
			DirectTogetherTests.this.sent.add(frame.ref());
			if (frame.event().equals("phx_join")) {
				this.listener.received(new WireMessage.Text("[\"" + frame.joinRef() + "\",\"" + frame.ref() + "\",\""
						+ frame.topic() + "\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]"), false);
			}
			return true;
		}

		@Override
		public void close(CloseStatus status) {
			this.listener.closed(status);
		}

		@Override
		public void abort() {
			this.listener.closed(CloseStatus.ABNORMAL);
		}

	}

}
