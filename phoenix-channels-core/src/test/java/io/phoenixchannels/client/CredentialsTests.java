package io.phoenixchannels.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.phoenixchannels.client.ConnectSupplier.ConnectContext;
import io.phoenixchannels.session.DisconnectReason;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.HandshakeRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CredentialsTests extends ClientTestSupport {

	private final BlockingQueue<ConnectContext> contexts = new LinkedBlockingQueue<>();

	private HandshakeRequest handshake(int number) {
		return this.server.handshakes().get(number);
	}

	@Test
	void paramsApiKeyAndHeadersGoWithTheHandshake() {
		connected(builder().param("user", "a b&c")
			.param("nested", Map.of("k", List.of(1)))
			.apiKey("key")
			.header("X-Tenant", "acme"));
		assertThat(handshake(0).params().toString())
			.isEqualTo("{\"user\":\"a b&c\",\"nested\":{\"k\":{\"0\":\"1\"}},\"api_key\":\"key\",\"vsn\":\"2.0.0\"}");
		assertThat(handshake(0).header("x-tenant")).isEqualTo("acme");
		assertThat(handshake(0).header("sec-websocket-protocol")).isNull();
	}

	@Test
	void theTokenGoesAsASubprotocol() {
		this.server.close();
		this.server = EmbeddedPhoenixServer.builder().authToken(true).start();
		connected(builder().authToken("s3cret"));
		assertThat(handshake(0).header("sec-websocket-protocol").replace(" ", ""))
			.isEqualTo("phoenix,base64url.bearer.phx.czNjcmV0");
		assertThat(handshake(0).authToken()).isEqualTo("s3cret");
	}

	@Test
	void aTokenWithALineBreakBeginsNoHeader() {
		this.server.close();
		this.server = EmbeddedPhoenixServer.builder().authToken(true).start();
		String token = "a, b\r\nX-Evil: 1";
		connected(builder().authToken(token));
		assertThat(handshake(0).authToken()).isEqualTo(token);
		assertThat(handshake(0).header("x-evil")).isNull();
	}

	@Test
	void aServerThatKnowsNoTokensIsAcceptedThoughItAnswersNoSubprotocol() {
		connected(builder().authToken("s3cret"));
		assertThat(this.client.status().isConnected()).isTrue();
	}

	@Test
	void aTokenThatNoSubprotocolCanCarryIsRefusedBeforeConnecting() throws Exception {
		start(builder().authToken("\u00ff\u00ff\u00ff?"));
		this.client.connect();
		Notice.ConnectFailed failed = notice(Notice.ConnectFailed.class);
		assertThat(failed.reason().kind()).isEqualTo(DisconnectReason.Kind.CREDENTIALS_FAILED);
		assertThat(failed.reason().text()).contains("The auth token cannot be sent as a subprotocol");
		assertThat(this.server.handshakes()).isEmpty();
	}

	@Test
	void suppliersAreAskedAtEveryAttemptAndToldOfTheRefusal() throws Exception {
		this.server.onConnect((connect) -> {
			if ("fresh".equals(connect.param("token"))) {
				connect.accept();
			}
			else {
				connect.refuse(403);
			}
		});
		connected(builder().params((context) -> {
			this.contexts.add(context);
			return CompletableFuture.supplyAsync(() -> Map.of("token", context.wasRefused() ? "fresh" : "stale"));
		}));
		ConnectContext first = next(this.contexts);
		assertThat(first.lastDisconnect()).isNull();
		assertThat(first.attempt()).isZero();
		ConnectContext second = next(this.contexts);
		assertThat(second.wasRefused()).isTrue();
		assertThat(second.attempt()).isEqualTo(1);
		Notice.ConnectFailed failed = notice(Notice.ConnectFailed.class);
		assertThat(failed.reason().kind()).isEqualTo(DisconnectReason.Kind.REFUSED);
		assertThat(failed.reason().code()).isEqualTo(403);
		this.server.kill();
		notice(Notice.ConnectionOpened.class, Notice.ConnectionOpened::reconnect);
		assertThat(next(this.contexts).wasRefused()).isFalse();
	}

	@Test
	void aSupplierThatFailsIsAskedAgain() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		connected(builder().authToken((context) -> switch (calls.incrementAndGet()) {
			case 1 -> throw new IllegalStateException("planted-secret");
			case 2 -> CompletableFuture.failedFuture(new IllegalArgumentException("planted-secret"));
			default -> CompletableFuture.completedFuture("token");
		}));
		for (int i = 0; i < 2; i++) {
			Notice.ConnectFailed failed = notice(Notice.ConnectFailed.class);
			assertThat(failed.reason().kind()).isEqualTo(DisconnectReason.Kind.CREDENTIALS_FAILED);
			assertThat(failed.reason().text()).doesNotContain("planted-secret").contains("java.lang.Illegal");
		}
	}

	@Test
	void aSupplierThatNeverAnswersCostsOneConnectTimeout() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		connected(builder().connectTimeout(Duration.ofMillis(200))
			.headers((context) -> (calls.incrementAndGet() == 1) ? new CompletableFuture<>()
					: CompletableFuture.completedFuture(Map.of("X-Try", "2"))));
		assertThat(notice(Notice.ConnectFailed.class).reason().kind()).isEqualTo(DisconnectReason.Kind.CONNECT_TIMEOUT);
		assertThat(handshake(0).header("x-try")).isEqualTo("2");
	}

	@Test
	void versionOneIsSpokenWhenAskedFor() throws Exception {
		connected(builder().protocolVersion(ProtocolVersion.V1));
		PhoenixChannel room = joined("room:lobby");
		assertThat(get(room.push("echo", new Shout("x"), Shout.class))).isEqualTo(new Shout("x"));
		this.server.crashChannel("room:lobby");
		notice(Notice.ChannelErrored.class);
		notice(Notice.Gap.class);
		assertThat(get(room.push("echo", new Shout("y"), Shout.class))).isEqualTo(new Shout("y"));
		this.server.closeChannel("room:lobby");
		assertThat(notice(Notice.ChannelClosed.class).byServer()).isTrue();
		assertThat(this.server.frames().fromClient().get(0).text()).contains("\"join_ref\":\"1\"");
	}

}
