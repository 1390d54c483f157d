package io.phoenixchannels.transport.spring;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.spring.RawWebSocketServer.Peer;
import io.phoenixchannels.transport.spring.RawWebSocketServer.RawFrame;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.InOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * How messages are written, by the API and past it.
 */
@Timeout(30)
class NativeSessionTests {

	@Test
	void sessionOfAnUnknownContainerIsWrittenToByItsApiWhereThatMayBlock() throws Exception {
		RemoteEndpoint.Basic remote = mock();
		Session session = mock();
		given(session.getBasicRemote()).willReturn(remote);
		Unwritten unwritten = NativeSession.of(session)
			.write(List.of(new WireMessage.Text("first"), new WireMessage.Binary(new byte[] { 2 }),
					new WireMessage.Text("third")));
		assertThat(unwritten).isNotNull();
		verifyNoInteractions(remote);
		unwritten.await();
		InOrder order = inOrder(remote);
		order.verify(remote).sendText("first");
		order.verify(remote).sendBinary(ByteBuffer.wrap(new byte[] { 2 }));
		order.verify(remote).sendText("third");
		order.verifyNoMoreInteractions();
	}

	/**
	 * Tomcat's own API cuts texts in pieces of 8 KB.
	 */
	@Test
	@Tag("tomcat")
	void sessionOfTomcatIsWrittenToPastItsApi() throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer()) {
			RecordingListener listener = new RecordingListener();
			TransportConnection connection = SpringWebSocketTransport.builder()
				.build()
				.open(new ConnectRequest(server.uri("/socket/websocket"), Map.of(), List.of()), listener);
			Peer peer = server.acceptOpen();
			listener.awaitOpened();
			String text = "x".repeat(20_000);
			connection.send(new WireMessage.Text(text));
			RawFrame frame = peer.readFrame();
			assertThat(frame.last()).isTrue();
			assertThat(frame.text().equals(text)).isTrue();
			connection.abort();
		}
	}

}
