package io.phoenixchannels.client;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.Transport;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ClosedConnectionTests {

	private final List<WeakReference<TransportConnection>> opened = new ArrayList<>();

	@Test
	void aClosedConnectionIsNotKept() throws Exception {
		Transport transport = this::open;
		try (PhoenixClient client = PhoenixClient.builder("ws://localhost/socket").transport(transport).build()) {
			client.connect().get(5, TimeUnit.SECONDS);
			client.disconnect().get(5, TimeUnit.SECONDS);
			Awaitility.await().until(() -> {
				System.gc();
				return this.opened.get(0).get() == null;
			});
		}
	}

	private TransportConnection open(ConnectRequest request, TransportListener listener) {
		TransportConnection connection = new OpenAtOnce(listener);
		this.opened.add(new WeakReference<>(connection));
		listener.opened();
		return connection;
	}

	private record OpenAtOnce(TransportListener listener) implements TransportConnection {

		@Override
		public boolean send(WireMessage message) {
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
