package io.phoenixchannels.session;

import java.time.Duration;
import java.time.Instant;

import io.phoenixchannels.protocol.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a client, for those who watch: logs, metrics, health,
 * applications. Notices come in the order in which things happened. No notice holds a
 * secret but the replies, which are the server's words.
 */
public sealed interface Notice {

	/**
	 * A connection opened.
	 *
	 * @param reconnect whether this connection had been open before
	 * @param attempts failed attempts in a row before it
	 */
	record ConnectionOpened(int connection, boolean reconnect, int attempts) implements Notice {
	}

	/**
	 * An open connection ended.
	 *
	 * @param retryAt when it is tried again; null if it is not
	 */
	record ConnectionLost(int connection, DisconnectReason reason, @Nullable Instant retryAt) implements Notice {
	}

	/**
	 * A connection is closed because the application asked for it, or no longer needs it.
	 */
	record ConnectionClosed(int connection) implements Notice {
	}

	/**
	 * An attempt to connect failed.
	 *
	 * @param attempt the how-manieth failed attempt in a row, from 1
	 * @param retryAt when it is tried again; null if it is not
	 */
	record ConnectFailed(int connection, DisconnectReason reason, int attempt,
			@Nullable Instant retryAt) implements Notice {
	}

	/**
	 * A topic is joined.
	 *
	 * @param rejoin whether it had been joined before without having been left
	 */
	record ChannelJoined(String topic, int connection, Reply reply, boolean rejoin) implements Notice {
	}

	/**
	 * The server rejected a join.
	 *
	 * @param retryAt when it is tried again; null if the rejection is final
	 */
	record JoinRejected(String topic, Reply reply, @Nullable Instant retryAt) implements Notice {
	}

	/**
	 * A channel is errored for another reason than a rejection: it crashed, the server no
	 * longer knows it, the join or its params took too long, or cannot be sent.
	 *
	 * @param retryAt when it is joined again; null if it is not, as the join can never be
	 * sent
	 */
	record ChannelErrored(String topic, String reason, @Nullable Instant retryAt) implements Notice {
	}

	/**
	 * A channel is closed.
	 *
	 * @param byServer whether the server closed it, rather than this client left it
	 */
	record ChannelClosed(String topic, boolean byServer) implements Notice {
	}

	/**
	 * A topic was not joined for a while: what the server sent on it between the two
	 * moments may be missing. Comes right after the {@link ChannelJoined} that ends it.
	 *
	 * @param from the last moment at which the channel is known to have been there
	 * @param to when the rejoin was confirmed
	 */
	record Gap(String topic, Instant from, Instant to) implements Notice {
	}

	/**
	 * The server answered a heartbeat.
	 */
	record HeartbeatAnswered(int connection, Duration roundTrip) implements Notice {
	}

	/**
	 * A message came that is no frame of the protocol. It is ignored.
	 */
	record FrameUnreadable(int connection, String problem) implements Notice {
	}

	/**
	 * A frame was ignored.
	 */
	record FrameIgnored(String topic, String event, Why why) implements Notice {

		/**
		 * Why a frame was ignored.
		 */
		public enum Why {

			/**
			 * It belongs to an earlier join of its topic.
			 */
			STALE_JOIN,

			/**
			 * Its topic is not joined.
			 */
			NOT_JOINED,

			/**
			 * It is a reply that nobody waits for, or no longer.
			 */
			UNAWAITED_REPLY

		}

	}

	/**
	 * A message was dropped because its listener is too slow and the chosen overflow
	 * policy drops.
	 */
	record MessageDropped(String topic, String event) implements Notice {
	}

	/**
	 * A handler of the application failed. The next handlers and messages are not
	 * affected.
	 */
	record HandlerFailed(String topic, String event, Throwable failure) implements Notice {
	}

}
