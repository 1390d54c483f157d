package io.phoenixchannels.sample;

import java.util.Map;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample with its embedded server.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "phoenix.channels.push.timeout=500ms")
class LiveRoomTests {

	private final EmbeddedPhoenixServer server;

	private final RestTestClient http;

	private final LiveStream live;

	@Autowired
	LiveRoomTests(EmbeddedPhoenixServer server, @LocalServerPort int port) {
		this.server = server;
		this.http = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
		this.live = new LiveStream(port);
	}

	@BeforeEach
	void awaitLobby() {
		this.live.awaitJoined("room:lobby");
	}

	@AfterEach
	void repair() {
		this.live.close();
		this.server.speakAgain();
		this.server.acceptJoins();
		this.server.start();
		this.http.delete().uri("/rooms/vip").exchange();
	}

	@Test
	void shoutComesBackAsReplyAndAsMessage() {
		shout("lobby", "ana", "hello").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo("ok")
			.jsonPath("$.response.members")
			.isEqualTo(5)
			.jsonPath("$.roundTripMillis")
			.isNumber();
		assertThat(this.live.awaitMessage("lobby", "hello").get("name").stringValue()).isEqualTo("ana");
	}

	@Test
	void shoutInAnotherRoomJoinsItFirst() {
		shout("garden", "ana", "hello garden").expectStatus().isOk();
		this.live.awaitMessage("garden", "hello garden");
		this.live.awaitJoined("room:garden");
	}

	@Test
	void roomThatIsLeftIsJoinedOnRequest() {
		this.http.delete().uri("/rooms/elixir").exchange().expectStatus().isNoContent();
		assertThat(this.server.channels("room:elixir")).isEmpty();
		this.http.put().uri("/rooms/elixir").exchange().expectBody().jsonPath("$.status").isEqualTo("ok");
		assertThat(this.server.channels("room:elixir")).hasSize(1);
	}

	@Test
	void pingInTheLobbyIsAnsweredByAListener() {
		shout("lobby", "ana", "ping");
		assertThat(this.live.awaitMessage("lobby", "pong").get("name").stringValue()).isEqualTo("sample-app");
	}

	@Test
	void emptyMessageIsTheCallersFault() {
		problem(shout("lobby", "ana", " "), HttpStatus.BAD_REQUEST).jsonPath("$.detail")
			.isEqualTo("The message is empty");
	}

	@Test
	void pushThatGetsNoReplyIsAGatewayTimeout() {
		this.server.goSilent();
		problem(shout("lobby", "ana", "anyone?"), HttpStatus.GATEWAY_TIMEOUT).jsonPath("$.title")
			.isEqualTo("No reply in time")
			.jsonPath("$.sent")
			.isEqualTo(true);
	}

	@Test
	void pushThatCannotBeSentInTimeIsAGatewayTimeout() {
		this.server.stopAbruptly();
		problem(shout("lobby", "ana", "anyone?"), HttpStatus.GATEWAY_TIMEOUT).jsonPath("$.title")
			.isEqualTo("Not sent in time")
			.jsonPath("$.sent")
			.isEqualTo(false);
	}

	@Test
	void pushToARoomThatRefusesUsIsUnavailable() {
		this.server.refuseJoins("room:vip", Map.of("reason", "unauthorized"));
		problem(shout("vip", "ana", "let me in"), HttpStatus.SERVICE_UNAVAILABLE).jsonPath("$.title")
			.isEqualTo("Not sent")
			.jsonPath("$.sent")
			.isEqualTo(false);
	}

	@Test
	void healthShowsPhoenixChannels() {
		this.http.get()
			.uri("/actuator/health")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.components.phoenixChannels.status")
			.isEqualTo("UP")
			.jsonPath("$.components.phoenixChannels.details.target")
			.isEqualTo(this.server.url() + "/websocket");
	}

	@Test
	void connectionThatIsCutHealsByItself() {
		long connections = this.server.connectionsOpened();
		this.http.post().uri("/server/cut").exchange().expectStatus().isNoContent();
		this.live.awaitHappenings("ConnectionLost", "ConnectionOpened", "ChannelJoined", "Gap");
		assertThat(this.server.connectionsOpened()).isEqualTo(connections + 1);
		shout("lobby", "ana", "still here").expectStatus().isOk();
		this.live.awaitMessage("lobby", "still here");
	}

	@Test
	void refusedJoinsAreTriedAgain() {
		this.http.put().uri("/server/refuse-joins").exchange().expectStatus().isNoContent();
		this.live.awaitUpdate((update) -> update.get("server").get("refusingJoins").booleanValue());
		this.live.awaitHappenings("ChannelErrored", "JoinRejected");
		this.http.delete().uri("/server/refuse-joins").exchange().expectStatus().isNoContent();
		this.live.awaitHappenings("ChannelErrored", "JoinRejected", "ChannelJoined");
	}

	@Test
	void membersTalk() {
		this.live.awaitUpdate((update) -> update.get("history").get("messages").size() > 0);
	}

	@Test
	void roundTripsAreMeasured() {
		this.live.awaitUpdate((update) -> update.get("history").get("roundTrips").size() > 0);
	}

	private RestTestClient.ResponseSpec shout(String room, String name, String message) {
		return this.http.post()
			.uri("/rooms/{room}/shout", room)
			.body(Map.of("name", name, "message", message))
			.exchange();
	}

	private static RestTestClient.BodyContentSpec problem(RestTestClient.ResponseSpec response, HttpStatus status) {
		return response.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody();
	}

}
