package io.phoenixchannels.boot.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.phoenixchannels.boot.metrics.PhoenixMeterDocumentation.Tag;
import io.phoenixchannels.session.DisconnectReason;
import io.phoenixchannels.session.Notice;

/**
 * Counts what happens to one client. All counters are there from the start, so that a
 * first failure is an increase from zero.
 */
final class NoticeMeters implements Consumer<Notice> {

	private final Map<ConnectOutcome, Counter> connects = new EnumMap<>(ConnectOutcome.class);

	private final Map<JoinOutcome, Counter> joins = new EnumMap<>(JoinOutcome.class);

	private final Map<DisconnectReason.Kind, Counter> connectFailures = new EnumMap<>(DisconnectReason.Kind.class);

	private final Map<DisconnectReason.Kind, Counter> losses = new EnumMap<>(DisconnectReason.Kind.class);

	private final Timer heartbeats;

	private final Timer gaps;

	NoticeMeters(ClientMeters meters) {
		for (ConnectOutcome outcome : ConnectOutcome.values()) {
			this.connects.put(outcome, meters.counter(PhoenixMeterDocumentation.CONNECTS, Tag.OUTCOME, outcome));
		}
		for (JoinOutcome outcome : JoinOutcome.values()) {
			this.joins.put(outcome, meters.counter(PhoenixMeterDocumentation.JOINS, Tag.OUTCOME, outcome));
		}
		for (DisconnectReason.Kind kind : DisconnectReason.Kind.values()) {
			this.connectFailures.put(kind,
					meters.counter(PhoenixMeterDocumentation.CONNECT_FAILURES, Tag.REASON, kind));
			this.losses.put(kind, meters.counter(PhoenixMeterDocumentation.CONNECTION_LOSSES, Tag.REASON, kind));
		}
		this.heartbeats = meters.timer(PhoenixMeterDocumentation.HEARTBEAT_ROUNDTRIP);
		this.gaps = meters.timer(PhoenixMeterDocumentation.GAP);
	}

	@Override
	public void accept(Notice notice) {
		if (notice instanceof Notice.HeartbeatAnswered answered) {
			this.heartbeats.record(answered.roundTrip());
		}
		else if (notice instanceof Notice.ConnectionOpened opened) {
			count(this.connects, opened.reconnect() ? ConnectOutcome.RECONNECTED : ConnectOutcome.CONNECTED);
		}
		else if (notice instanceof Notice.ConnectionLost lost) {
			count(this.losses, lost.reason().kind());
		}
		else if (notice instanceof Notice.ConnectFailed failed) {
			count(this.connectFailures, failed.reason().kind());
		}
		else {
			acceptOfChannel(notice);
		}
	}

	private void acceptOfChannel(Notice notice) {
		if (notice instanceof Notice.ChannelJoined joined) {
			count(this.joins, joined.rejoin() ? JoinOutcome.REJOINED : JoinOutcome.JOINED);
		}
		else if (notice instanceof Notice.JoinRejected) {
			count(this.joins, JoinOutcome.REJECTED);
		}
		else if (notice instanceof Notice.ChannelErrored) {
			count(this.joins, JoinOutcome.ERRORED);
		}
		else if (notice instanceof Notice.Gap gap) {
			this.gaps.record(Duration.between(gap.from(), gap.to()));
		}
	}

	private static <K extends Enum<K>> void count(Map<K, Counter> counters, K key) {
		Counter counter = counters.get(key);
		if (counter != null) {
			counter.increment();
		}
	}

	private enum ConnectOutcome {

		CONNECTED, RECONNECTED

	}

	private enum JoinOutcome {

		JOINED, REJOINED, REJECTED, ERRORED

	}

}
