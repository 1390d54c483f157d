package io.phoenixchannels.transport.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.TransportException;
import io.phoenixchannels.transport.TransportListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class ListenerCallsTests {

	private final List<String> heard = new ArrayList<>();

	private final ListenerCalls calls = new ListenerCalls(new TransportListener() {
		@Override
		public void opened() {
			ListenerCallsTests.this.heard.add("opened");
		}

		@Override
		public void received(WireMessage message, boolean more) {
			throw new IllegalStateException("thrown on purpose");
		}

		@Override
		public void closed(CloseStatus status) {
			ListenerCallsTests.this.heard.add("closed " + status + " by " + Thread.currentThread().getName());
		}

		@Override
		public void failed(TransportException failure) {
			throw new IllegalStateException("thrown on purpose");
		}
	}, "ws://localhost/websocket");

	@Test
	void endIsHeardBeforeItReturns() {
		this.calls.call(TransportListener::opened);
		assertThat(this.calls.end((listener) -> listener.closed(CloseStatus.NORMAL))).isTrue();
		assertThat(this.heard).containsExactly("opened", "closed 1000 by " + Thread.currentThread().getName());
	}

	@Test
	void firstEndIsTheLastCall() {
		assertThat(this.calls.isEnded()).isFalse();
		this.calls.end((listener) -> listener.closed(CloseStatus.NORMAL));
		assertThat(this.calls.end((listener) -> listener.closed(CloseStatus.ABNORMAL))).isFalse();
		this.calls.call(TransportListener::opened);
		assertThat(this.calls.isEnded()).isTrue();
		assertThat(this.heard).hasSize(1);
	}

	@Test
	void endInsideACallFollowsIt() {
		this.calls.call((listener) -> {
			this.calls.end((last) -> last.closed(CloseStatus.NORMAL));
			listener.opened();
		});
		assertThat(this.heard).containsExactly("opened", "closed 1000 by " + Thread.currentThread().getName());
	}

	@Test
	void endDuringACallIsMadeByItsThread() throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(1);
		CompletableFuture<String> caller = CompletableFuture.supplyAsync(() -> {
			this.calls.call((listener) -> {
				inside.countDown();
				await(ended);
				listener.opened();
			});
			return Thread.currentThread().getName();
		});
		await(inside);
		this.calls.end((listener) -> listener.closed(CloseStatus.NORMAL));
		assertThat(this.heard).isEmpty();
		ended.countDown();
		String thread = caller.get(10, TimeUnit.SECONDS);
		assertThat(this.heard).containsExactly("opened", "closed 1000 by " + thread);
	}

	@Test
	void exceptionsOfTheListenerEndNothing() {
		this.calls.call((listener) -> listener.received(new WireMessage.Text("x"), false));
		this.calls.call(TransportListener::opened);
		this.calls.end((listener) -> listener.failed(new TransportException("x")));
		assertThat(this.heard).containsExactly("opened");
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
