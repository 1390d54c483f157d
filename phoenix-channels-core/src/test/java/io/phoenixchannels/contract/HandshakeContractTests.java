package io.phoenixchannels.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.phoenixchannels.client.ConnectException;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.ProtocolVersion;
import io.phoenixchannels.session.DisconnectReason;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.session.ReconnectPolicy;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Being let in, and being refused.
 */
@ExtendWith(OutputCaptureExtension.class)
class HandshakeContractTests extends ContractSupport {

	private JsonNode whoAmI(TappedClient client) {
		return get(client.joined(room()).push("whoami", null)).response(JsonNode.class);
	}

	private static String vsn(ProtocolVersion version) {
		return (version == ProtocolVersion.V2) ? "2.0.0" : "1.0.0";
	}

	@BothVersions
	void paramsOfEveryShapeReachTheServer(ProtocolVersion version) {
		TappedClient client = connect(version, (builder) -> builder.param("token", "a b&c=d+e%20/?#\u00e9\ud83d\ude00")
			.param("nested", Map.of("k", List.of("x", "y"))));
		JsonNode params = whoAmI(client).path("assigns").path("params");
		assertThat(params.path("token").asString()).isEqualTo("a b&c=d+e%20/?#\u00e9\ud83d\ude00");
		assertThat(params.path("nested").path("k")).isEqualTo(json("{\"0\":\"x\",\"1\":\"y\"}"));
		assertThat(params.path("vsn").asString()).isEqualTo(vsn(version));
		assertThat(params.path("user_id").asString()).isEqualTo(user());
	}

	@BothVersions
	void theServersIdentityOfTheChannelIsTheClients(ProtocolVersion version) {
		TappedClient client = connect(version);
		JsonNode who = whoAmI(client);
		assertThat(who.path("id").asString()).isEqualTo("user:" + user());
		assertThat(who.path("topic").asString()).isEqualTo(room());
		assertThat(who.path("join_ref").toString()).isEqualTo(client.tap().awaitSent("phx_join").ref());
		assertThat(who.path("ref").toString()).isEqualTo(client.tap().awaitSent("whoami").ref());
	}

	@BothVersions
	void paramsAreAskedForAtEveryAttempt(ProtocolVersion version) {
		AtomicInteger attempts = new AtomicInteger();
		TappedClient client = connect(version, (builder) -> builder.params((context) -> CompletableFuture
			.completedFuture(Map.of("attempt", Integer.toString(attempts.incrementAndGet())))));
		PhoenixChannel room = client.joined(room());
		this.admin.endTransport(user(), "kill");
		client.awaitRejoin(room());
		JsonNode who = get(room.push("whoami", null)).response(JsonNode.class);
		assertThat(who.path("assigns").path("params").path("attempt").asString()).isEqualTo("2");
	}

	@BothVersions
	void aTokenOfAnyLengthReachesTheServerOutsideTheUrl(ProtocolVersion version) {
		for (String token : List.of("a", "ab", "abc", "s3cret", "eyJhbGciOiJIUzI1NiJ9.e30.c2ln_-x")) {
			TappedClient client = connect(version, (builder) -> builder.authToken(token));
			JsonNode assigns = whoAmI(client).path("assigns");
			assertThat(assigns.path("auth_token").asString()).isEqualTo(token);
			assertThat(assigns.path("params").propertyNames()).containsExactlyInAnyOrder("user_id", "vsn");
			client.close();
		}
	}

	@BothVersions
	void aServerThatTakesNoTokensLetsTheClientIn(ProtocolVersion version) {
		TappedClient client = build(this.server.url("plain"), version, (builder) -> builder.authToken("s3cret"));
		get(client.client().connect());
		assertThat(whoAmI(client).path("assigns").path("auth_token").isNull()).isTrue();
	}

	@BothVersions
	void aTokenThatNoSubprotocolCanCarryFailsBeforeConnecting(ProtocolVersion version) {
		TappedClient client = build(version, (builder) -> builder.authToken("\u00ff\u00ff\u00ff?"));
		client.client().connect();
		Notice.ConnectFailed failed = client.notice(Notice.ConnectFailed.class);
		assertThat(failed.reason().kind()).isEqualTo(DisconnectReason.Kind.CREDENTIALS_FAILED);
		assertThat(client.tap().attempts()).isZero();
	}

	@BothVersions
	void aRefusedHandshakeTellsItsStatus(ProtocolVersion version) {
		Map<String, Integer> refusals = Map.of("bad", 403, "bad_reason", 429, "raise", 500);
		refusals.forEach((token, status) -> {
			TappedClient client = build(version, (builder) -> builder.param("token", token));
			client.client().connect();
			Notice.ConnectFailed failed = client.notice(Notice.ConnectFailed.class);
			assertThat(failed.reason().kind()).isEqualTo(DisconnectReason.Kind.REFUSED);
			assertThat(failed.reason().code()).isEqualTo(status);
			assertThat(failed.retryAt()).isNotNull();
			client.close();
		});
	}

	@BothVersions
	void aRefusedTokenTellsItsStatus(ProtocolVersion version) {
		TappedClient client = build(version, (builder) -> builder.authToken("bad"));
		client.client().connect();
		assertThat(client.notice(Notice.ConnectFailed.class).reason().code()).isEqualTo(403);
	}

	@BothVersions
	void aSocketThatIsNotThereTellsItsStatus(ProtocolVersion version) {
		TappedClient client = build(this.server.url("that_is_not_there"), version, (builder) -> builder);
		client.client().connect();
		assertThat(client.notice(Notice.ConnectFailed.class).reason().code()).isEqualTo(404);
	}

	@BothVersions
	void credentialsAreReplacedAfterARefusal(ProtocolVersion version) {
		TappedClient client = connect(version, (builder) -> builder.params((context) -> CompletableFuture
			.completedFuture(Map.of("token", context.wasRefused() ? "good" : "bad"))));
		assertAnswers(client.joined(room()));
		assertThat(client.tap().attempts()).isEqualTo(2);
	}

	@BothVersions
	void noSecretIsLoggedOrThrown(ProtocolVersion version, CapturedOutput output) {
		Logger logger = (Logger) LoggerFactory.getLogger("io.phoenixchannels");
		Level before = logger.getLevel();
		logger.setLevel(Level.TRACE);
		try {
			ReconnectPolicy twice = new ReconnectPolicy(QUICK, 0, Duration.ofSeconds(10), 2, Map.of());
			TappedClient refused = build(version,
					(builder) -> builder.reconnect(twice)
						.param("token", "bad")
						.apiKey("planted-secret")
						.authToken("planted-secret")
						.header("X-Secret", "planted-secret"));
			assertThatThrownBy(() -> get(refused.client().connect())).cause()
				.isInstanceOf(ConnectException.class)
				.hasMessageContaining("403")
				.message()
				.doesNotContain("planted-secret");
			TappedClient client = connect(version, (builder) -> builder.apiKey("planted-secret"));
			PhoenixChannel room = client.channel(room());
			get(room.join(Map.of("token", "planted-secret")));
			get(room.push("echo", "planted-secret"));
			client.tap().end(1006);
			client.awaitRejoin(room());
			assertThat(client.client().target() + client.client() + refused.client().status() + room + room.status())
				.doesNotContain("planted-secret");
			assertThat(refused.notices()).noneMatch((notice) -> notice.toString().contains("planted-secret"));
			assertThat(output.getAll()).doesNotContain("planted-secret");
		}
		finally {
			logger.setLevel(before);
		}
	}

}
