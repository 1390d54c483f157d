package io.phoenixchannels.faults;

import java.time.Duration;

import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.SessionPolicy;

/**
 * Within how long a fault is heard of: by the settings of the tests, and by default.
 */
enum Bound {

	AT_ONCE("at once", Duration.ZERO, Duration.ZERO),

	HEARTBEAT("heartbeat interval + timeout", FaultSupport.HEARTBEAT.interval().plus(FaultSupport.HEARTBEAT.timeout()),
			HeartbeatPolicy.DEFAULT.interval().plus(HeartbeatPolicy.DEFAULT.timeout())),

	CONNECT_TIMEOUT("connect timeout", FaultSupport.CONNECT_TIMEOUT, SessionPolicy.DEFAULT.connectTimeout()),

	CLOSE_TIMEOUT("close timeout", FaultSupport.CLOSE_TIMEOUT, SessionPolicy.DEFAULT.closeTimeout()),

	PUSH_TIMEOUT("push timeout", FaultSupport.PUSH_TIMEOUT, Duration.ofSeconds(10)),

	SERVER_IDLE("idle timeout of the server", FaultSupport.SERVER_IDLE, Duration.ofSeconds(60));

	/**
	 * What a busy machine may add.
	 */
	static final Duration GRACE = Duration.ofSeconds(1);

	private final String name;

	private final Duration here;

	private final Duration byDefault;

	Bound(String name, Duration here, Duration byDefault) {
		this.name = name;
		this.here = here;
		this.byDefault = byDefault;
	}

	Duration here() {
		return this.here;
	}

	@Override
	public String toString() {
		return (this == AT_ONCE) ? this.name
				: this.name + " (" + this.byDefault.toSeconds() + " s; here " + this.here.toMillis() + " ms)";
	}

}
