package io.phoenixchannels.event;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.session.DisconnectReason;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.protocol.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a client tells into events.
 */
public final class PhoenixEvents {

	private static final DisconnectReason REQUESTED = new DisconnectReason(DisconnectReason.Kind.REQUESTED, null,
			"the application disconnected");

	private PhoenixEvents() {
	}

	/**
	 * The event of a notice; null if it is none.
	 */
	public static @Nullable PhoenixEvent of(PhoenixClient client, Notice notice) {
		PhoenixEvent event = ofConnection(client.name(), notice);
		return (event != null) ? event : ofChannel(client, notice);
	}

	private static @Nullable PhoenixConnectionEvent ofConnection(String client, Notice notice) {
		if (notice instanceof Notice.ConnectionOpened opened) {
			return new PhoenixConnectedEvent(client, opened.connection(), opened.reconnect(), opened.attempts());
		}
		if (notice instanceof Notice.ConnectionLost lost) {
			return new PhoenixDisconnectedEvent(client, lost.connection(), lost.reason(), lost.retryAt());
		}
		if (notice instanceof Notice.ConnectionClosed closed) {
			return new PhoenixDisconnectedEvent(client, closed.connection(), REQUESTED, null);
		}
		if (notice instanceof Notice.ConnectFailed failed) {
			return new PhoenixConnectFailedEvent(client, failed.connection(), failed.reason(), failed.attempt(),
					failed.retryAt());
		}
		return null;
	}

	/**
	 * The event of a notice about a channel; null if it is none.
	 */
	public static @Nullable PhoenixChannelEvent ofChannel(PhoenixClient client, Notice notice) {
		String name = client.name();
		if (notice instanceof Notice.ChannelJoined joined) {
			return new PhoenixChannelJoinedEvent(name, joined.topic(), reply(client, joined.reply()), joined.rejoin());
		}
		if (notice instanceof Notice.JoinRejected rejected) {
			return new PhoenixChannelJoinRejectedEvent(name, rejected.topic(), reply(client, rejected.reply()),
					rejected.retryAt());
		}
		if (notice instanceof Notice.ChannelErrored errored) {
			return new PhoenixChannelErroredEvent(name, errored.topic(), errored.reason(), errored.retryAt());
		}
		if (notice instanceof Notice.ChannelClosed closed) {
			return new PhoenixChannelClosedEvent(name, closed.topic(), closed.byServer());
		}
		if (notice instanceof Notice.Gap gap) {
			return new PhoenixGapEvent(name, gap.topic(), gap.from(), gap.to());
		}
		if (notice instanceof Notice.MessageDropped dropped) {
			return new PhoenixMessageDroppedEvent(name, dropped.topic(), dropped.event());
		}
		return null;
	}

	private static PhoenixReply reply(PhoenixClient client, Reply reply) {
		return PhoenixReply.of(reply, client.payloadConverter());
	}

}
