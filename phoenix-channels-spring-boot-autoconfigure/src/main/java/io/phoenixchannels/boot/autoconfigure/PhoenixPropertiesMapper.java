package io.phoenixchannels.boot.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.phoenixchannels.client.ListenerPolicy;
import io.phoenixchannels.client.PhoenixClientBuilder;
import io.phoenixchannels.protocol.ReservedEvents;
import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.JoinPolicy;
import io.phoenixchannels.session.PushPolicy;
import io.phoenixchannels.session.ReconnectPolicy;
import io.phoenixchannels.session.SessionPolicy;
import io.phoenixchannels.transport.HttpProxy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Applies the properties of one client to its builder. The rules for values are the
 * core's; here only the property that breaks one is found.
 */
final class PhoenixPropertiesMapper {

	/** RFC 9110, 5.6.2. */
	private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private final PropertyCheck check;

	PhoenixPropertiesMapper(String prefix) {
		this.check = new PropertyCheck(prefix);
	}

	void apply(PhoenixProperties properties, PhoenixClientBuilder builder) {
		PropertyMapper map = PropertyMapper.get();
		map.from(properties.apiKey()).whenHasText().to(builder::apiKey);
		map.from(properties.authToken()).whenHasText().to(builder::authToken);
		properties.params().forEach(builder::param);
		properties.headers().forEach((name, value) -> builder.header(headerName(name), headerValue(name, value)));
		properties.topics().forEach((topic) -> checkTopic(topic.topic()));
		builder.protocolVersion(properties.protocolVersion())
			.connectTimeout(timeout("connect-timeout", properties.connectTimeout()))
			.closeTimeout(closeTimeout(timeout("shutdown-timeout", properties.shutdownTimeout())))
			.pushTimeout(timeout("push.timeout", properties.push().timeout()))
			.maxFrameSize(size("max-frame-size", properties.maxFrameSize()))
			.maxChannelsPerConnection(channels(properties.maxChannelsPerConnection()))
			.heartbeat(heartbeat(properties.heartbeat()))
			.reconnect(reconnect(properties.reconnect()))
			.join(join(properties.join()))
			.push(push(properties.push()))
			.listener(listener(properties.listener()))
			.proxy(proxy(properties.proxy()));
	}

	private String headerName(String name) {
		if (!HEADER_NAME.matcher(name).matches()) {
			throw this.check.wrong("headers", "'" + name + "' is no name that HTTP allows for a header");
		}
		return name;
	}

	private String headerValue(String name, String value) {
		if (value.chars()
			.anyMatch((character) -> (character < ' ' && character != '\t') || character == 0x7f || character > 0xff)) {
			throw this.check.wrong("headers." + name,
					"it has a line break or another character that HTTP does not allow in a header");
		}
		return value;
	}

	private void checkTopic(@Nullable String topic) {
		if (!StringUtils.hasText(topic) || topic.equals(ReservedEvents.PHOENIX_TOPIC)) {
			throw this.check.wrong("topics", (topic != null) ? "'" + topic + "' is no topic that can be joined"
					: "there are params without the topic that they are for");
		}
	}

	/**
	 * A server that does not answer a close is not waited for as listeners are.
	 */
	private static Duration closeTimeout(Duration shutdownTimeout) {
		Duration close = SessionPolicy.DEFAULT.closeTimeout();
		return (shutdownTimeout.compareTo(close) < 0) ? shutdownTimeout : close;
	}

	private Duration timeout(String property, Duration timeout) {
		if (timeout.toMillis() <= 0) {
			throw this.check.wrong(property, "it must be positive, but is " + timeout);
		}
		return timeout;
	}

	private int size(String property, DataSize size) {
		if (size.toBytes() <= 0 || size.toBytes() > Integer.MAX_VALUE) {
			throw this.check.wrong(property, "it must be positive, and less than 2 GB, but is " + size);
		}
		return (int) size.toBytes();
	}

	private int channels(int max) {
		SessionPolicy policy = SessionPolicy.DEFAULT;
		return this.check.value("max-channels-per-connection", max,
				(value) -> new SessionPolicy(policy.connectTimeout(), policy.closeTimeout(), value, policy.heartbeat(),
						policy.reconnect(), policy.join(), policy.push()));
	}

	private HeartbeatPolicy heartbeat(PhoenixProperties.Heartbeat heartbeat) {
		Duration second = Duration.ofSeconds(1);
		return new HeartbeatPolicy(
				this.check.value("heartbeat.interval", heartbeat.interval(),
						(value) -> new HeartbeatPolicy(value, second)),
				this.check.value("heartbeat.timeout", heartbeat.timeout(),
						(value) -> new HeartbeatPolicy(second, value)));
	}

	private ReconnectPolicy reconnect(PhoenixProperties.Reconnect reconnect) {
		List<Duration> none = List.of(Duration.ZERO);
		Map<Integer, ReconnectPolicy.Rule> rules = new HashMap<>(ReconnectPolicy.DEFAULT_RULES);
		reconnect.rules().forEach((code, rule) -> rules.put(code, rule(code, rule)));
		return new ReconnectPolicy(
				this.check.value("reconnect.delays", reconnect.delays(),
						(value) -> new ReconnectPolicy(value, 0, Duration.ZERO, 0, Map.of())),
				this.check.value("reconnect.jitter", reconnect.jitter(),
						(value) -> new ReconnectPolicy(none, value, Duration.ZERO, 0, Map.of())),
				this.check.value("reconnect.stable-after", reconnect.stableAfter(),
						(value) -> new ReconnectPolicy(none, 0, value, 0, Map.of())),
				this.check.value("reconnect.max-attempts", reconnect.maxAttempts(),
						(value) -> new ReconnectPolicy(none, 0, Duration.ZERO, value, Map.of())),
				rules);
	}

	private ReconnectPolicy.Rule rule(int code, PhoenixProperties.Reconnect.Rule rule) {
		String property = "reconnect.rules." + code;
		if (!(code >= 100 && code <= 599) && !(code >= 1000 && code <= 4999)) {
			throw this.check.wrong(property,
					code + " is neither a WebSocket close code (1000 to 4999) nor an HTTP status (100 to 599)");
		}
		Duration min = this.check.value(property + ".min-delay", rule.minDelay(),
				(value) -> new ReconnectPolicy.Rule(false, value, value));
		Duration max = (rule.maxDelay() != null) ? rule.maxDelay() : min;
		return new ReconnectPolicy.Rule(rule.terminal(), min,
				this.check.value(property + ".max-delay", max, (value) -> new ReconnectPolicy.Rule(false, min, value)));
	}

	private JoinPolicy join(PhoenixProperties.Join join) {
		JoinPolicy policy = JoinPolicy.DEFAULT;
		return new JoinPolicy(
				this.check.value("join.timeout", join.timeout(),
						(value) -> new JoinPolicy(value, policy.retryDelays(), 0, 1, 0, Set.of(), Set.of(), false)),
				this.check.value("join.retry-delays", join.retryDelays(),
						(value) -> new JoinPolicy(policy.timeout(), value, 0, 1, 0, Set.of(), Set.of(), false)),
				this.check.value("join.max-attempts", join.maxAttempts(),
						(value) -> new JoinPolicy(policy.timeout(), policy.retryDelays(), value, 1, 0, Set.of(),
								Set.of(), false)),
				this.check.value("join.max-in-flight", join.maxInFlight(),
						(value) -> new JoinPolicy(policy.timeout(), policy.retryDelays(), 0, value, 0, Set.of(),
								Set.of(), false)),
				this.check.value("join.rate", join.rate(),
						(value) -> new JoinPolicy(policy.timeout(), policy.retryDelays(), 0, 1, value, Set.of(),
								Set.of(), false)),
				join.terminalReasons(), join.refreshReasons(), join.rejoinAfterClose());
	}

	private PushPolicy push(PhoenixProperties.Push push) {
		return new PushPolicy(this.check.value("push.buffer-size", push.bufferSize(),
				(value) -> new PushPolicy(value, push.overflow())), push.overflow());
	}

	private @Nullable HttpProxy proxy(PhoenixProperties.Proxy proxy) {
		if (!StringUtils.hasText(proxy.host())) {
			return null;
		}
		if (proxy.port() == null) {
			throw this.check.missing("proxy.port", "it is not known which port of the proxy to connect to",
					"proxy.port=3128");
		}
		String username = StringUtils.hasText(proxy.username()) ? proxy.username() : null;
		String password = StringUtils.hasText(proxy.password()) ? proxy.password() : null;
		if (username == null && password != null) {
			throw this.check.missing("proxy.username", "a password alone is no login for the proxy",
					"proxy.username=proxy-user");
		}
		if (username != null && password == null) {
			throw this.check.missing("proxy.password", "a username alone is no login for the proxy",
					"proxy.password=${PROXY_PASSWORD}");
		}
		String host = proxy.host();
		int port = this.check.value("proxy.port", proxy.port(), (value) -> new HttpProxy(host, value));
		return new HttpProxy(host, port, username, password);
	}

	/**
	 * When failed listeners are called again; null if they are not.
	 */
	@Nullable RetryPolicy retryPolicy(PhoenixProperties.Listener.Retry retry) {
		return !retry.enabled() ? null
				: RetryPolicy.builder()
					.maxRetries(this.check.value("listener.retry.max-retries", retry.maxRetries(),
							(value) -> RetryPolicy.builder().maxRetries(value).build()))
					.delay(this.check.value("listener.retry.delay", retry.delay(),
							(value) -> RetryPolicy.builder().delay(value).build()))
					.multiplier(this.check.value("listener.retry.multiplier", retry.multiplier(),
							(value) -> RetryPolicy.builder().multiplier(value).build()))
					.maxDelay(this.check.value("listener.retry.max-delay", retry.maxDelay(),
							(value) -> RetryPolicy.builder().maxDelay(value).build()))
					.jitter(this.check.value("listener.retry.jitter", retry.jitter(),
							(value) -> RetryPolicy.builder().jitter(value).build()))
					.build();
	}

	private ListenerPolicy listener(PhoenixProperties.Listener listener) {
		return new ListenerPolicy(
				this.check.value("listener.queue-capacity", listener.queueCapacity(),
						(value) -> new ListenerPolicy(value, listener.overflow())),
				listener.overflow(), listener.execution());
	}

}
