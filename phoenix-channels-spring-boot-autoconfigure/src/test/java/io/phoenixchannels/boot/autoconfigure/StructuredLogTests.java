package io.phoenixchannels.boot.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.session.DisconnectReason;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What {@code logging.structured.format.console} makes of the log.
 */
class StructuredLogTests {

	private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

	private final Logger logger = this.context.getLogger(PhoenixClient.class.getName());

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

	private final PhoenixClientLog log = new PhoenixClientLog(new FakePhoenixClient("feed"));

	private void format(String format) {
		this.context.putObject(Environment.class.getName(), new MockEnvironment());
		StructuredLogEncoder encoder = new StructuredLogEncoder();
		encoder.setContext(this.context);
		encoder.setFormat(format);
		encoder.start();
		this.appender.setContext(this.context);
		this.appender.setEncoder(encoder);
		this.appender.setOutputStream(this.out);
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void detach() {
		this.logger.detachAppender(this.appender);
		this.appender.stop();
		this.context.removeObject(Environment.class.getName());
	}

	private List<JsonNode> lines() {
		return this.out.toString(StandardCharsets.UTF_8)
			.lines()
			.map((line) -> JsonMapper.shared().readTree(line))
			.toList();
	}

	@Test
	void ecsHasTheFieldsOfABreak() {
		format("ecs");
		this.log.accept(new Notice.ConnectionLost(2,
				new DisconnectReason(DisconnectReason.Kind.CLOSED, 1012, "closed with 1012"), Instant.EPOCH));
		assertThat(lines()).singleElement().satisfies((line) -> {
			assertThat(line.at("/message").asString())
				.startsWith("Phoenix client 'feed': connection 2: connection lost");
			assertThat(line.at("/log/level").asString()).isEqualTo("WARN");
			assertThat(line.get("phoenix")).isEqualTo(JsonMapper.shared().readTree("""
					{"client": "feed", "connection": "2", "reason": "closed", "close_code": "1012"}"""));
		});
	}

	@Test
	void logstashHasTheFieldsOfAFailedAttemptAndOfATopic() {
		format("logstash");
		this.log.accept(new Notice.ConnectFailed(1,
				new DisconnectReason(DisconnectReason.Kind.REFUSED, 503, "refused with 503"), 1, Instant.EPOCH));
		this.log.accept(new Notice.JoinRejected("room:secret",
				new Reply("error", Payload.json("{\"reason\":\"unauthorized\"}")), null));
		this.log.accept(new Notice.MessageDropped("room:lobby", "shout"));
		assertThat(lines()).satisfiesExactly((line) -> {
			assertThat(line.get("phoenix.http_status").asString()).isEqualTo("503");
			assertThat(line.get("phoenix.attempt").asString()).isEqualTo("1");
			assertThat(line.has("phoenix.topic")).isFalse();
		}, (line) -> {
			assertThat(line.get("phoenix.topic").asString()).isEqualTo("room:secret");
			assertThat(line.has("phoenix.http_status")).isFalse();
		}, (line) -> {
			assertThat(line.get("phoenix.topic").asString()).isEqualTo("room:lobby");
			assertThat(line.get("phoenix.event").asString()).isEqualTo("shout");
		});
	}

	@Test
	void failureOfAListenerHasClientTopicAndEvent() {
		format("ecs");
		try (EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().channel("room:*", (channel) -> {
		}).start(); PhoenixClient client = PhoenixClient.builder(server.url()).name("feed").build()) {
			client.channel("room:lobby").on("shout", (message) -> {
				throw new IllegalStateException("no");
			});
			client.connect().join();
			client.join("room:lobby").join();
			server.broadcast("room:lobby", "shout", null);
			await().until(() -> client.counters().handlerFailures() == 1 && !lines().isEmpty());
			assertThat(lines()).singleElement().satisfies((line) -> {
				assertThat(line.get("phoenix")).isEqualTo(JsonMapper.shared().readTree("""
						{"client": "feed", "topic": "room:lobby", "event": "shout"}"""));
				assertThat(line.at("/error/message").asString()).isEqualTo("no");
			});
		}
	}

}
