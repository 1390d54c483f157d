package io.phoenixchannels.boot.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.client.ListenerPolicy;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixClientBuilder;
import io.phoenixchannels.client.ProtocolVersion;
import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.JoinPolicy;
import io.phoenixchannels.session.PushPolicy;
import io.phoenixchannels.session.ReconnectPolicy;
import io.phoenixchannels.session.ReconnectPolicy.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PhoenixPropertiesTests {

	private static final String URL = "ws://localhost:4000/socket";

	private static PhoenixProperties bind(String... properties) {
		Map<String, String> values = new HashMap<>();
		for (String property : properties) {
			int equals = property.indexOf('=');
			values.put("phoenix.channels." + property.substring(0, equals), property.substring(equals + 1));
		}
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("phoenix.channels",
				PhoenixProperties.class);
	}

	private static PhoenixClientBuilder apply(PhoenixProperties properties) {
		PhoenixClientBuilder builder = PhoenixClient.builder(URL);
		new PhoenixPropertiesMapper("phoenix.channels").apply(properties, builder);
		return builder;
	}

	private static Object field(PhoenixClientBuilder builder, String name) {
		return ReflectionTestUtils.getField(builder, name);
	}

	@Test
	void defaultsAreThoseOfTheCore() {
		assertThat(apply(bind())).usingRecursiveComparison().isEqualTo(PhoenixClient.builder(URL));
	}

	@Test
	void everythingReachesTheBuilder() {
		PhoenixClientBuilder builder = apply(bind("api-key=key", "params.a=1", "params.b.c=2", "headers.X-One=1",
				"protocol-version=v1", "connect-timeout=1s", "max-frame-size=1KB", "max-channels-per-connection=3",
				"heartbeat.interval=4s", "heartbeat.timeout=5s", "reconnect.delays=6s,7s", "reconnect.jitter=0.8",
				"reconnect.stable-after=9s", "reconnect.max-attempts=10", "reconnect.rules.1008.min-delay=11s",
				"reconnect.rules.4001.terminal=true", "join.timeout=12s", "join.retry-delays=13s",
				"join.max-attempts=14", "join.max-in-flight=15", "join.rate=16", "join.terminal-reasons=a,b",
				"join.refresh-reasons=c", "join.rejoin-after-close=true", "push.timeout=17s", "push.buffer-size=18",
				"push.overflow=drop-oldest", "listener.queue-capacity=19", "listener.overflow=drop-newest",
				"shutdown-timeout=20s"));
		assertThat(field(builder, "params")).isEqualTo(Map.of("api_key", "key", "a", "1", "b", Map.of("c", "2")));
		assertThat(field(builder, "headers")).isEqualTo(Map.of("X-One", List.of("1")));
		assertThat(field(builder, "protocolVersion")).isEqualTo(ProtocolVersion.V1);
		assertThat(field(builder, "connectTimeout")).isEqualTo(Duration.ofSeconds(1));
		assertThat(field(builder, "maxFrameSize")).isEqualTo(1024);
		assertThat(field(builder, "maxChannelsPerConnection")).isEqualTo(3);
		assertThat(field(builder, "heartbeat"))
			.isEqualTo(new HeartbeatPolicy(Duration.ofSeconds(4), Duration.ofSeconds(5)));
		Map<Integer, Rule> rules = new HashMap<>(ReconnectPolicy.DEFAULT_RULES);
		rules.put(1008, new Rule(false, Duration.ofSeconds(11), Duration.ofSeconds(11)));
		rules.put(4001, Rule.GIVE_UP);
		assertThat(field(builder, "reconnect")).isEqualTo(new ReconnectPolicy(
				List.of(Duration.ofSeconds(6), Duration.ofSeconds(7)), 0.8, Duration.ofSeconds(9), 10, rules));
		assertThat(field(builder, "join")).isEqualTo(new JoinPolicy(Duration.ofSeconds(12),
				List.of(Duration.ofSeconds(13)), 14, 15, 16, java.util.Set.of("a", "b"), java.util.Set.of("c"), true));
		assertThat(field(builder, "pushTimeout")).isEqualTo(Duration.ofSeconds(17));
		assertThat(field(builder, "push")).isEqualTo(new PushPolicy(18, PushPolicy.Overflow.DROP_OLDEST));
		assertThat(field(builder, "listener")).isEqualTo(new ListenerPolicy(19, ListenerPolicy.Overflow.DROP_NEWEST));
		assertThat(field(builder, "closeTimeout")).as("bounded by itself").isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void closeTakesNoLongerThanTheShutdown() {
		assertThat(field(apply(bind("shutdown-timeout=500ms")), "closeTimeout")).isEqualTo(Duration.ofMillis(500));
		assertThat(bind().shutdownTimeout()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void topicsAreTextsOrHaveParams() {
		PhoenixProperties properties = bind("topics[0]=room:lobby", "topics[1].topic=room:vip",
				"topics[1].params.code=42");
		assertThat(properties.topics()).containsExactly(new PhoenixProperties.Topic("room:lobby", Map.of()),
				new PhoenixProperties.Topic("room:vip", Map.of("code", "42")));
		assertThat(bind("topics=room:a,room:b").topics()).extracting(PhoenixProperties.Topic::topic)
			.containsExactly("room:a", "room:b");
	}

	@Test
	void nothingSecretIsShown() {
		PhoenixProperties properties = bind("url=ws://localhost/socket?token=secret", "api-key=secret",
				"auth-token=secret", "params.a=secret", "headers.a=secret", "topics[0].topic=room:a",
				"topics[0].params.a=secret");
		assertThat(properties.toString()).doesNotContain("secret").contains("room:a");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			connect-timeout            | 0s     | it must be positive, but is PT0S
			shutdown-timeout           | -1s    | it must be positive, but is PT-1S
			push.timeout               | 0s     | it must be positive, but is PT0S
			max-frame-size             | 0      | it must be positive, and less than 2 GB
			max-frame-size             | 4GB    | it must be positive, and less than 2 GB
			max-channels-per-connection| 0      | must be at least 1, but is 0
			heartbeat.interval         | 0s     | The heartbeat interval must be positive
			heartbeat.timeout          | -1s    | The heartbeat timeout must be positive
			reconnect.delays           | -1s    | must not be negative
			reconnect.jitter           | 1.5    | The reconnect jitter must be from 0 to 1, but is 1.5
			reconnect.stable-after     | -1s    | must not be negative
			reconnect.max-attempts     | -1     | must be at least 0
			reconnect.rules.1012.min-delay | -1s | must not be negative
			reconnect.rules.1012.max-delay | -1s | must not be less than its minimum
			join.timeout               | 0s     | The join timeout must be positive
			join.retry-delays          | -1s    | must not be negative
			join.max-attempts          | -1     | must be at least 0
			join.max-in-flight         | 0      | must be at least 1
			join.rate                  | -1     | must be at least 0
			push.buffer-size           | -1     | must be at least 0
			listener.queue-capacity    | 0      | must be at least 1
			""")
	void valueThatMakesNoSenseIsRefusedByItsName(String property, String value, String problem) {
		assertThatExceptionOfType(InvalidPhoenixPropertyException.class)
			.isThrownBy(() -> apply(bind(property + "=" + value)))
			.withMessageStartingWith("phoenix.channels." + property + " is wrong: ")
			.withMessageContaining(problem)
			.satisfies((ex) -> assertThat(ex.action()).isEqualTo("Correct the value of phoenix.channels." + property));
	}

	@Test
	void ruleForSomethingThatIsNoCodeIsRefused() {
		assertThatExceptionOfType(InvalidPhoenixPropertyException.class)
			.isThrownBy(() -> apply(bind("reconnect.rules.42.terminal=true")))
			.withMessage("phoenix.channels.reconnect.rules.42 is wrong: 42 is neither a WebSocket close code"
					+ " (1000 to 4999) nor an HTTP status (100 to 599)");
	}

}
