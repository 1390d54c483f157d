package io.phoenixchannels.boot.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.protocol.ShownText;
import io.phoenixchannels.session.ConnectionStatus;
import io.phoenixchannels.session.DisconnectReason;
import io.phoenixchannels.session.Notice;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes the life of a client into the log, for whoever is woken by it: one line for each
 * break, with the reason and what comes next, and one for each recovery, with how long it
 * took. What repeats is logged when it is new, and then ever more rarely. Gets one notice
 * at a time.
 */
final class PhoenixClientLog implements Consumer<Notice> {

	private static final Log logger = LogFactory.getLog(PhoenixClient.class);

	private static final Duration FIRST_REPEAT = Duration.ofSeconds(30);

	private static final Duration REPEAT = Duration.ofMinutes(10);

	private final PhoenixClient client;

	private final Map<Integer, Outage> outages = new HashMap<>();

	/**
	 * Topics whose trouble was told, until they are joined.
	 */
	private final Set<String> troubled = new HashSet<>();

	private final LogThrottle drops = new LogThrottle(FIRST_REPEAT, REPEAT);

	private final LogThrottle unreadable = new LogThrottle(FIRST_REPEAT, REPEAT);

	PhoenixClientLog(PhoenixClient client) {
		this.client = client;
	}

	@Override
	public void accept(Notice notice) {
		NoticeLogFields.of(this.client.name(), notice).during(() -> write(notice));
	}

	private void write(Notice notice) {
		if (notice instanceof Notice.ConnectionOpened opened) {
			opened(opened);
		}
		else if (notice instanceof Notice.ConnectionLost lost) {
			outage(lost.connection()).logged(lost.reason());
			warn(lost.connection(), "connection lost, " + lost.reason() + "; " + next(lost.retryAt(), "attempt"));
		}
		else if (notice instanceof Notice.ConnectFailed failed) {
			connectFailed(failed);
		}
		else if (notice instanceof Notice.ConnectionClosed closed) {
			this.outages.remove(closed.connection());
			info(closed.connection(), "disconnected from " + this.client.target());
		}
		else if (notice instanceof Notice.MessageDropped dropped) {
			dropped(dropped);
		}
		else if (notice instanceof Notice.FrameUnreadable frame) {
			unreadable(frame);
		}
		else if (!acceptOfChannel(notice) && logger.isDebugEnabled()) {
			logger.debug(prefix() + ShownText.of(notice.toString()));
		}
	}

	private boolean acceptOfChannel(Notice notice) {
		if (notice instanceof Notice.ChannelJoined joined) {
			return joined(joined);
		}
		if (notice instanceof Notice.JoinRejected rejected) {
			return rejected(rejected);
		}
		if (notice instanceof Notice.ChannelErrored errored) {
			return errored(errored);
		}
		if (notice instanceof Notice.ChannelClosed closed && closed.byServer()) {
			this.troubled.remove(closed.topic());
			logger.warn(prefix() + "topic '" + closed.topic() + "' was closed by the server. Unless "
					+ "join.rejoin-after-close is set, it is not joined again before the application asks for it");
			return true;
		}
		return false;
	}

	private void opened(Notice.ConnectionOpened opened) {
		Outage outage = this.outages.remove(opened.connection());
		String after = (outage != null) ? " after " + seconds(outage.since, this.client.now()) : "";
		if (opened.reconnect() && outage != null) {
			int topics = this.client.status()
				.connections()
				.stream()
				.filter((connection) -> connection.number() == opened.connection())
				.mapToInt(ConnectionStatus::channels)
				.sum();
			info(opened.connection(), "reconnected" + after + ", " + topics + ((topics == 1) ? " topic" : " topics"));
		}
		else {
			info(opened.connection(), "connected to " + this.client.target() + after);
		}
	}

	private void connectFailed(Notice.ConnectFailed failed) {
		Outage outage = outage(failed.connection());
		String reason = failed.reason().text();
		if (outage.isNews(reason, this.client.now()) || failed.retryAt() == null) {
			warn(failed.connection(),
					"cannot connect to " + this.client.target() + ", " + reason + " (attempt " + failed.attempt()
							+ " since " + seconds(outage.since, this.client.now()) + "); "
							+ next(failed.retryAt(), "attempt"));
		}
		else if (logger.isDebugEnabled()) {
			logger.debug(prefix() + notable(failed.connection()) + "attempt " + failed.attempt() + " failed, " + reason
					+ "; " + next(failed.retryAt(), "attempt"));
		}
	}

	private boolean joined(Notice.ChannelJoined joined) {
		if (this.troubled.remove(joined.topic())) {
			logger.info(prefix() + "topic '" + joined.topic() + "' is joined now");
			return true;
		}
		return false;
	}

	private boolean rejected(Notice.JoinRejected rejected) {
		String reason = rejected.reply().reason();
		String text = "join of topic '" + rejected.topic() + "' rejected by the server ("
				+ ((reason != null) ? ShownText.of(reason) : "without a reason") + "); ";
		if (rejected.retryAt() != null) {
			return warnOnce(rejected.topic(), text + next(rejected.retryAt(), "join"));
		}
		this.troubled.add(rejected.topic());
		logger.warn(prefix() + text + "it is not tried again. Check the topic, its join params and what the"
				+ " server's join/3 wants; then restart, or call PhoenixClient.join");
		return true;
	}

	private boolean errored(Notice.ChannelErrored errored) {
		String text = "topic '" + ShownText.of(errored.topic()) + "': " + errored.reason() + "; ";
		if (errored.retryAt() != null) {
			return warnOnce(errored.topic(), text + next(errored.retryAt(), "join"));
		}
		this.troubled.add(errored.topic());
		logger.warn(prefix() + text + "it is not tried again before the application joins with other params");
		return true;
	}

	private boolean warnOnce(String topic, String text) {
		if (this.troubled.add(topic)) {
			logger.warn(prefix() + text);
			return true;
		}
		return false;
	}

	private void dropped(Notice.MessageDropped dropped) {
		if (this.drops.isDue(this.client.now())) {
			long held = this.drops.takeHeld();
			logger.warn(prefix() + "message '" + ShownText.of(dropped.event()) + "' of topic '" + dropped.topic()
					+ "' dropped, as its listeners are too slow" + ((held > 0) ? "; " + held + " more since" : "")
					+ ". Make them faster, or raise listener.queue-capacity");
		}
	}

	private void unreadable(Notice.FrameUnreadable frame) {
		if (this.unreadable.isDue(this.client.now())) {
			warn(frame.connection(),
					"a message of the server is ignored, as it is no frame of the protocol: " + frame.problem());
		}
	}

	private Outage outage(int connection) {
		return this.outages.computeIfAbsent(connection, (key) -> new Outage(this.client.now()));
	}

	private String next(@Nullable Instant at, String what) {
		if (at == null) {
			return "it is not tried again before the application calls PhoenixClient.connect";
		}
		return "next " + what + " in " + seconds(this.client.now(), at);
	}

	private static String seconds(Instant from, Instant to) {
		double seconds = Math.max(0, Duration.between(from, to).toMillis()) / 1000.0;
		return String.format(Locale.ROOT, "%.1f s", seconds);
	}

	private void info(int connection, String text) {
		logger.info(prefix() + notable(connection) + text);
	}

	private void warn(int connection, String text) {
		logger.warn(prefix() + notable(connection) + text);
	}

	private String prefix() {
		return "Phoenix client '" + this.client.name() + "': ";
	}

	private static String notable(int connection) {
		return (connection > 1) ? "connection " + connection + ": " : "";
	}

	private static final class Outage {

		private final Instant since;

		private final LogThrottle throttle = new LogThrottle(FIRST_REPEAT, REPEAT);

		private @Nullable String reason;

		private Outage(Instant since) {
			this.since = since;
		}

		private void logged(DisconnectReason reason) {
			this.reason = reason.text();
		}

		private boolean isNews(String reason, Instant now) {
			boolean changed = !reason.equals(this.reason);
			if (changed) {
				this.reason = reason;
				this.throttle.reset();
			}
			return this.throttle.isDue(now);
		}

	}

}
