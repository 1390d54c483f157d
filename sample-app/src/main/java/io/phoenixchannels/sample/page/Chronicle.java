package io.phoenixchannels.sample.page;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.sample.page.History.Happening;
import io.phoenixchannels.session.Notice;
import org.jspecify.annotations.Nullable;

/**
 * Puts notices of a client into words. Gets one at a time.
 */
final class Chronicle {

	private final Map<Integer, Instant> lost = new HashMap<>();

	/**
	 * Tells a notice.
	 * @return null if there is nothing to tell
	 */
	@Nullable Happening tell(Notice notice, Instant now) {
		if (notice instanceof Notice.ConnectionOpened opened) {
			return opened(opened, now);
		}
		if (notice instanceof Notice.ConnectionLost lost) {
			this.lost.put(lost.connection(), now);
			return connection(now, notice, "bad", "Lost: " + lost.reason() + next("attempt", now, lost.retryAt()));
		}
		if (notice instanceof Notice.ConnectFailed failed) {
			this.lost.putIfAbsent(failed.connection(), now);
			return connection(now, notice, "bad", "Attempt " + failed.attempt() + " failed: " + failed.reason()
					+ next("attempt", now, failed.retryAt()));
		}
		if (notice instanceof Notice.ConnectionClosed) {
			return connection(now, notice, "info", "Disconnected");
		}
		if (notice instanceof Notice.FrameUnreadable frame) {
			return connection(now, notice, "warn", "Not a Phoenix frame: " + frame.problem());
		}
		return tellOfChannel(notice, now);
	}

	private Happening opened(Notice.ConnectionOpened opened, Instant now) {
		Instant lost = this.lost.remove(opened.connection());
		String after = (lost != null) ? " after " + seconds(lost, now) : "";
		return connection(now, opened, "good", (opened.reconnect() ? "Reconnected" : "Connected") + after);
	}

	private static @Nullable Happening tellOfChannel(Notice notice, Instant now) {
		if (notice instanceof Notice.ChannelJoined joined) {
			return channel(now, notice, "good", joined.topic(), joined.rejoin() ? "Rejoined" : "Joined");
		}
		if (notice instanceof Notice.JoinRejected rejected) {
			return channel(now, notice, "bad", rejected.topic(), "Join rejected: " + reason(rejected.reply())
					+ ((rejected.retryAt() != null) ? next("join", now, rejected.retryAt()) : "; given up"));
		}
		if (notice instanceof Notice.ChannelErrored errored) {
			return channel(now, notice, "bad", errored.topic(),
					"Errored: " + errored.reason() + next("join", now, errored.retryAt()));
		}
		if (notice instanceof Notice.ChannelClosed closed) {
			return closed.byServer() ? channel(now, notice, "warn", closed.topic(), "Closed by the server")
					: channel(now, notice, "info", closed.topic(), "Left");
		}
		if (notice instanceof Notice.Gap gap) {
			return new Happening(now, kind(notice), "warn", gap.topic(),
					"Gap of " + seconds(gap.from(), gap.to()) + ": messages may be missing", gap.from(), gap.to());
		}
		if (notice instanceof Notice.MessageDropped dropped) {
			return channel(now, notice, "warn", dropped.topic(), "Dropped '" + dropped.event() + "'");
		}
		if (notice instanceof Notice.HandlerFailed failed) {
			return channel(now, notice, "warn", failed.topic(), "A listener of '" + failed.event() + "' failed");
		}
		return null;
	}

	private static String reason(Reply reply) {
		return Objects.requireNonNullElse(reply.reason(), "without a reason");
	}

	private static String next(String what, Instant now, @Nullable Instant at) {
		return (at != null) ? "; next " + what + " in " + seconds(now, at) : "; given up";
	}

	private static String seconds(Instant from, Instant to) {
		long millis = Math.max(0, Duration.between(from, to).toMillis());
		return String.format(Locale.ROOT, (millis < 1000) ? "%.2f s" : "%.1f s", millis / 1000.0);
	}

	private static Happening connection(Instant now, Notice notice, String mood, String text) {
		return new Happening(now, kind(notice), mood, null, text, null, null);
	}

	private static Happening channel(Instant now, Notice notice, String mood, String topic, String text) {
		return new Happening(now, kind(notice), mood, topic, text, null, null);
	}

	private static String kind(Notice notice) {
		return notice.getClass().getSimpleName();
	}

}
