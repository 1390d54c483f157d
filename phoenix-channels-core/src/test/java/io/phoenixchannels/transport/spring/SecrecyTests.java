package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportException;
import io.phoenixchannels.transport.spring.RawWebSocketServer.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plants secrets wherever there may be any, lets everything fail that can, and looks for
 * them in all that is thrown, logged or printed: with our log, Spring's and Jetty's at
 * trace level, and Tomcat's at debug level. (What the server sends with a handshake that
 * it accepts is logged by Spring at trace level, and so is the URL by Tomcat. Four
 * packages of Jetty log all of it at debug level.)
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class SecrecyTests {

	private static final String SECRET = "s3cret";

	private static final Map<String, Level> LEVELS = Map.of("io.phoenixchannels", Level.TRACE,
			"org.springframework.web.socket", Level.TRACE, "org.eclipse.jetty", Level.TRACE, "org.eclipse.jetty.client",
			Level.INFO, "org.eclipse.jetty.http", Level.INFO, "org.eclipse.jetty.io", Level.INFO,
			"org.eclipse.jetty.websocket", Level.INFO);

	private final java.util.logging.Logger tomcat = java.util.logging.Logger.getLogger("org.apache.tomcat");

	private final StringBuffer tomcatLog = new StringBuffer();

	private final Handler tomcatHandler = new Handler() {
		@Override
		public void publish(LogRecord entry) {
			SecrecyTests.this.tomcatLog.append(new SimpleFormatter().format(entry));
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}
	};

	private final List<Object> shown = new ArrayList<>();

	private final SpringWebSocketTransport transport = SpringWebSocketTransport.builder()
		.connectTimeout(Duration.ofSeconds(5))
		.closeTimeout(Duration.ofMillis(200))
		.maxMessageSize(1000)
		.build();

	@BeforeEach
	void logEverything() {
		LEVELS.forEach((name, level) -> ((Logger) LoggerFactory.getLogger(name)).setLevel(level));
		this.tomcat.setLevel(java.util.logging.Level.FINE);
		this.tomcatHandler.setLevel(java.util.logging.Level.FINE);
		this.tomcat.addHandler(this.tomcatHandler);
	}

	@AfterEach
	void logAsBefore() {
		LEVELS.forEach((name, level) -> ((Logger) LoggerFactory.getLogger(name)).setLevel(null));
		this.tomcat.removeHandler(this.tomcatHandler);
		this.tomcat.setLevel(null);
	}

	private RecordingListener open(RawWebSocketServer server) {
		RecordingListener listener = new RecordingListener() {
			@Override
			void whenReceived(WireMessage message) {
				SecrecyTests.this.shown.add(message);
				throw new IllegalStateException("of the listener");
			}
		};
		ConnectRequest request = new ConnectRequest(server.uri("/socket/websocket?token=" + SECRET + "&vsn=2.0.0"),
				Map.of("Authorization", List.of("Bearer " + SECRET), "Cookie", List.of("a=" + SECRET)),
				List.of("phoenix", SECRET));
		TransportConnection connection = this.transport.open(request, listener);
		connection.send(new WireMessage.Text(SECRET));
		this.shown.addAll(List.of(request, connection, this.transport));
		return listener;
	}

	private void keep(Object heard) {
		this.shown.add(heard);
		if (heard instanceof TransportException failure) {
			StringWriter trace = new StringWriter();
			failure.printStackTrace(new PrintWriter(trace));
			this.shown.add(trace);
		}
	}

	private void answered(String answer) throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer()) {
			RecordingListener listener = open(server);
			Peer peer = server.accept();
			peer.readRequest();
			peer.answer(answer);
			keep(listener.nextFailed());
		}
	}

	@Test
	void nothingThatIsShownHoldsASecret(CapturedOutput output) throws Exception {
		answered("HTTP/1.1 403 " + SECRET + "\r\nX: " + SECRET + "\r\n\r\n");
		answered("HTTP/1.1 401 x\r\nWWW-Authenticate: Basic realm=\"" + SECRET + "\"\r\n\r\n");
		answered("HTTP/1.1 401 x\r\nWWW-Authenticate: " + SECRET + "\r\n\r\n");
		answered("HTTP/1.1 302 x\r\nLocation: ws://localhost/" + SECRET + "\r\n\r\n");
		answered("HTTP/1.1 302 x\r\nLocation: ::: " + SECRET + "\r\n\r\n");
		answered("HTTP/1.1 101 x\r\nSec-WebSocket-Protocol: other\r\n\r\n");
		answered("HTTP/1.1 101 x\r\nSec-WebSocket-Extensions: other; x=\"\r\n\r\n");
		answered(SECRET + "\r\n\r\n");
		answered("HTTP/1.1 " + SECRET + "\r\n\r\n");
		answered("HTTP/1.1 101 x\r\nLong: " + SECRET.repeat(2000) + "\r\n\r\n");
		closedPort();
		silence();
		opened((peer) -> peer.writeText(SECRET));
		opened((peer) -> peer.writeText(SECRET.repeat(1000)));
		opened((peer) -> peer.write(RawWebSocketServer.closeFrame(1011)));
		opened((peer) -> peer.write(RawWebSocketServer.frame(7, true, SECRET.getBytes())));
		opened((peer) -> peer
			.write(RawWebSocketServer.frame(RawWebSocketServer.TEXT, true, new byte[] { 's', '3', (byte) 0xc3, 'x' })));
		opened(Peer::reset);
		assertThat(this.shown).hasSizeGreaterThan(80).noneMatch((what) -> what.toString().contains(SECRET));
		assertThat(output.getAll()).contains("of the listener").contains("[******]").doesNotContain(SECRET);
		assertThat(this.tomcatLog.toString()).doesNotContain(SECRET);
	}

	private void closedPort() throws Exception {
		RawWebSocketServer closed = new RawWebSocketServer();
		closed.close();
		keep(open(closed).nextFailed());
	}

	private void silence() throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer()) {
			RecordingListener listener = open(server);
			server.accept();
			keep(listener.nextFailed());
		}
	}

	private void opened(Script script) throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer()) {
			RecordingListener listener = open(server);
			Peer peer = server.acceptOpen();
			listener.awaitOpened();
			TransportConnection connection = (TransportConnection) this.shown.get(this.shown.size() - 2);
			connection.send(new WireMessage.Text(SECRET));
			script.run(peer);
			connection.send(new WireMessage.Text(SECRET));
			connection.close(CloseStatus.NORMAL);
			Object heard = listener.next();
			keep(heard);
			if (heard instanceof WireMessage) {
				keep(listener.next());
			}
		}
	}

	private interface Script {

		void run(Peer peer) throws IOException;

	}

}
