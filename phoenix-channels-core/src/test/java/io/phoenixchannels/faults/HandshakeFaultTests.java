package io.phoenixchannels.faults;

import java.io.IOException;
import java.nio.file.Path;

import javax.net.ssl.SSLContext;

import io.phoenixchannels.faults.WatchedClient.Heard;
import io.phoenixchannels.session.Notice;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to a client that was connected, and tries to come back.
 */
@Timeout(60)
class HandshakeFaultTests extends FaultSupport {

	private static final String SWITCHING = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
			+ "Connection: Upgrade\r\n";

	@TempDir
	private static Path directory;

	private void refusedWith(int status, String... headers) throws IOException {
		connected();
		this.proxy.answer("HTTP/1.1 " + status + " Whatever\r\n" + String.join("\r\n", headers)
				+ ((headers.length > 0) ? "\r\n" : "") + "Content-Length: 5\r\n\r\nsorry");
		assertAttemptsFailAndHeal(Bound.AT_ONCE);
	}

	@Fault("HTTP 200 instead of 101")
	void ok() throws IOException {
		refusedWith(200);
	}

	/**
	 * Tomcat tells nobody which redirect it was.
	 */
	@Fault("HTTP 302 instead of 101")
	void redirect() throws IOException {
		refusedWith(302, "Location: http://localhost:" + this.proxy.port() + "/login");
	}

	@Fault("HTTP 401 instead of 101")
	void unauthorized() throws IOException {
		refusedWith(401, "WWW-Authenticate: Bearer");
	}

	@Fault("HTTP 403 instead of 101")
	void forbidden() throws IOException {
		refusedWith(403);
	}

	@Fault("HTTP 404 instead of 101")
	void notFound() throws IOException {
		refusedWith(404);
	}

	@Fault("HTTP 429 instead of 101")
	void tooManyRequests() throws IOException {
		refusedWith(429);
	}

	@Fault("HTTP 500 instead of 101")
	void serverError() throws IOException {
		refusedWith(500);
	}

	@Fault("HTTP 503 instead of 101")
	void unavailable() throws IOException {
		refusedWith(503);
	}

	@Fault("port closed")
	void portClosed() throws IOException {
		connected();
		this.proxy.refuse();
		assertAttemptsFailAndHeal(Bound.AT_ONCE);
	}

	/**
	 * A name that will never resolve cannot heal: the client keeps trying.
	 */
	@Fault("DNS name that does not resolve")
	void unknownHost() {
		watch(builder("ws://no-such-host.invalid:4000/socket"));
		this.client.room().join();
		long start = System.nanoTime();
		this.client.client().connect();
		Heard heard = this.client.next(Notice.ConnectFailed.class);
		Notice.ConnectFailed failed = heard.as(Notice.ConnectFailed.class);
		this.client.next(Notice.ConnectFailed.class, (next) -> next.attempt() == 3 && next.retryAt() != null);
		row(text(failed), Bound.AT_ONCE, heard.after(start), "tried again by `reconnect.delays`, until it resolves");
	}

	@Fault("the server accepts TCP and never answers")
	void silentServer() throws IOException {
		connected();
		this.proxy.acceptOnly();
		assertAttemptsFailAndHeal(Bound.CONNECT_TIMEOUT);
	}

	@Fault("half a handshake, then silence")
	void halfAHandshake() throws IOException {
		connected();
		this.proxy.answer(SWITCHING);
		assertAttemptsFailAndHeal(Bound.CONNECT_TIMEOUT);
	}

	@Fault("half a handshake, then the end of the connection")
	void halfAHandshakeAndTheEnd() throws IOException {
		connected();
		this.proxy.answerAndHangUp(SWITCHING);
		assertAttemptsFailAndHeal(Bound.AT_ONCE);
	}

	@Fault("1 byte a second during the handshake")
	void trickledHandshake() throws IOException {
		connected();
		this.proxy.toClient().trickle();
		assertAttemptsFailAndHeal(Bound.CONNECT_TIMEOUT);
	}

	@Fault("garbage instead of HTTP")
	void garbage() throws IOException {
		connected();
		this.proxy.answer("SSH-2.0-OpenSSH_9.2\r\n\r\n");
		assertAttemptsFailAndHeal(Bound.AT_ONCE);
	}

	@Fault("a wrong Sec-WebSocket-Accept")
	void wrongAccept() throws IOException {
		connected();
		this.proxy.answer(SWITCHING + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
		assertAttemptsFailAndHeal(Bound.AT_ONCE);
	}

	@Fault("no Sec-WebSocket-Accept")
	void noAccept() throws IOException {
		connected();
		this.proxy.answer(SWITCHING + "\r\n");
		assertAttemptsFailAndHeal(Bound.AT_ONCE);
	}

	@Fault("TLS handshake that stalls")
	void stalledTls() throws Exception {
		SSLContext context = Certificates.localhost(directory);
		proxyTo(this.server.port(), context);
		connected(builder().sslContext(context));
		this.proxy.acceptOnly();
		assertAttemptsFailAndHeal(Bound.CONNECT_TIMEOUT);
	}

}
