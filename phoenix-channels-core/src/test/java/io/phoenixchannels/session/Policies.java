package io.phoenixchannels.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The default policies, changed where a test wants something else. There is no jitter,
 * unless it is asked for, so that times can be asserted.
 */
final class Policies {

	private HeartbeatPolicy heartbeat = HeartbeatPolicy.DEFAULT;

	private ReconnectPolicy reconnect = ReconnectPolicy.DEFAULT;

	private JoinPolicy join = JoinPolicy.DEFAULT;

	private PushPolicy push = PushPolicy.DEFAULT;

	private int maxChannels = SessionPolicy.DEFAULT.maxChannelsPerConnection();

	Policies() {
		jitter(0);
	}

	static SessionPolicy exact() {
		return new Policies().build();
	}

	SessionPolicy build() {
		return new SessionPolicy(SessionPolicy.DEFAULT.connectTimeout(), SessionPolicy.DEFAULT.closeTimeout(),
				this.maxChannels, this.heartbeat, this.reconnect, this.join, this.push);
	}

	SessionHarness harness() {
		return new SessionHarness(build());
	}

	Policies maxChannels(int maxChannels) {
		this.maxChannels = maxChannels;
		return this;
	}

	Policies heartbeat(int intervalSeconds, int timeoutSeconds) {
		this.heartbeat = new HeartbeatPolicy(Duration.ofSeconds(intervalSeconds), Duration.ofSeconds(timeoutSeconds));
		return this;
	}

	Policies jitter(double jitter) {
		ReconnectPolicy old = this.reconnect;
		this.reconnect = new ReconnectPolicy(old.delays(), jitter, old.stableAfter(), old.maxAttempts(), old.rules());
		return this;
	}

	Policies reconnectDelays(Duration... delays) {
		ReconnectPolicy old = this.reconnect;
		this.reconnect = new ReconnectPolicy(List.of(delays), old.jitter(), old.stableAfter(), old.maxAttempts(),
				old.rules());
		return this;
	}

	Policies maxAttempts(int maxAttempts) {
		ReconnectPolicy old = this.reconnect;
		this.reconnect = new ReconnectPolicy(old.delays(), old.jitter(), old.stableAfter(), maxAttempts, old.rules());
		return this;
	}

	Policies rule(int code, ReconnectPolicy.Rule rule) {
		ReconnectPolicy old = this.reconnect;
		Map<Integer, ReconnectPolicy.Rule> rules = new HashMap<>(old.rules());
		rules.put(code, rule);
		this.reconnect = new ReconnectPolicy(old.delays(), old.jitter(), old.stableAfter(), old.maxAttempts(), rules);
		return this;
	}

	Policies joinAttempts(int maxAttempts) {
		JoinPolicy old = this.join;
		this.join = new JoinPolicy(old.timeout(), old.retryDelays(), maxAttempts, old.maxInFlight(), old.rate(),
				old.terminalReasons(), old.refreshReasons(), old.rejoinAfterClose());
		return this;
	}

	Policies joinPace(int maxInFlight, int rate) {
		JoinPolicy old = this.join;
		this.join = new JoinPolicy(old.timeout(), old.retryDelays(), old.maxAttempts(), maxInFlight, rate,
				old.terminalReasons(), old.refreshReasons(), old.rejoinAfterClose());
		return this;
	}

	Policies rejoinAfterClose() {
		JoinPolicy old = this.join;
		this.join = new JoinPolicy(old.timeout(), old.retryDelays(), old.maxAttempts(), old.maxInFlight(), old.rate(),
				old.terminalReasons(), old.refreshReasons(), true);
		return this;
	}

	Policies buffer(int size, PushPolicy.Overflow overflow) {
		this.push = new PushPolicy(size, overflow);
		return this;
	}

}
