package io.phoenixchannels.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.protocol.ReservedEvents;
import org.jspecify.annotations.Nullable;

/**
 * All that a client knows: what is wanted, which connections there are, where each
 * channel stands, and which pushes wait. It is a pure function of its inputs and their
 * times; not for use by several threads at once.
 */
public final class Session {

	static final String NOT_JOINED = "the topic is not joined. Join it first";

	private static final String UNMATCHED_TOPIC = "unmatched topic";

	private final Turn turn;

	private final Map<String, Channel> channels = new LinkedHashMap<>();

	private final Connections connections;

	/**
	 * Creates a session that is idle.
	 * @param random where jitter comes from
	 * @param now the time, which goes on from here
	 */
	public Session(SessionPolicy policy, RandomGenerator random, Instant now) {
		this.turn = new Turn(policy, random);
		this.turn.begin(now);
		this.connections = new Connections(this.turn, this.channels);
	}

	/**
	 * Takes one input.
	 * @param now the time, which never goes back
	 * @return what to do, in this order
	 */
	public List<Effect> handle(Input input, Instant now) {
		List<Effect> effects = new ArrayList<>();
		handle(input, now, effects);
		return effects;
	}

	/**
	 * Takes one input.
	 * @param now the time, which never goes back
	 * @param effects gets what to do added, in this order
	 */
	public void handle(Input input, Instant now, List<? super Effect> effects) {
		this.turn.begin(now, effects);
		input.applyTo(this);
	}

	/**
	 * When to call again with {@link Signal.DeadlineReached}, if nothing comes before;
	 * null if there is nothing to wait for.
	 */
	public @Nullable Instant nextDeadline() {
		return this.turn.nextDeadline();
	}

	/**
	 * All connections, by number. The first one always exists.
	 */
	public List<ConnectionStatus> connections() {
		return this.connections.status();
	}

	/**
	 * All channels that are wanted or were rejected, in the order in which they were
	 * first wanted.
	 */
	public List<ChannelStatus> channels() {
		List<ChannelStatus> result = new ArrayList<>(this.channels.size());
		this.channels.values().forEach((channel) -> result.add(channel.status()));
		return result;
	}

	/**
	 * The channel of a topic; null if it is not wanted.
	 */
	public @Nullable ChannelStatus channel(String topic) {
		Channel channel = this.channels.get(topic);
		return (channel != null) ? channel.status() : null;
	}

	/**
	 * The state of a topic's channel, with its data.
	 */
	Membership membership(String topic) {
		Channel channel = this.channels.get(topic);
		return (channel != null) ? channel.membership() : Channel.CLOSED;
	}

	/**
	 * The state of a connection, with its data; null if there is none of that number.
	 */
	@Nullable Link link(int number) {
		return this.connections.link(number);
	}

	/**
	 * How many pushes wait for their reply.
	 */
	int awaitedReplies() {
		return this.connections.awaitedReplies();
	}

	void connect(Command.Connect command) {
		this.connections.connect(command.operation());
	}

	void disconnect(Command.Disconnect command) {
		this.channels.values().forEach(Channel::sayGoodbye);
		this.connections.disconnect(command.operation());
	}

	void reconnect() {
		this.connections.reconnect();
	}

	void join(Command.JoinChannel command) {
		this.channels.computeIfAbsent(command.topic(), (topic) -> new Channel(topic, this.turn, this.connections))
			.want(command);
	}

	void leave(Command.LeaveChannel command) {
		Channel channel = this.channels.get(command.topic());
		if (channel != null) {
			channel.leave(command.operation());
		}
		else {
			this.turn.resolve(command.operation(), Outcome.DONE);
		}
	}

	void push(Command.PushMessage command) {
		Channel channel = this.channels.get(command.topic());
		if (channel != null) {
			channel.push(command);
		}
		else {
			this.turn.resolve(command.operation(), new Outcome.Refused(NOT_JOINED));
		}
	}

	void deadlineReached() {
		this.turn.runDeadlines();
	}

	void transportOpened(ConnectionId id) {
		Connection connection = this.connections.get(id);
		if (connection != null) {
			connection.opened(id);
		}
	}

	void transportLost(ConnectionId id, DisconnectReason reason) {
		Connection connection = this.connections.get(id);
		if (connection != null) {
			connection.lost(id, reason);
		}
	}

	void frameRejected(ConnectionId id, String problem) {
		Connection connection = this.connections.get(id);
		Link.Open open = (connection != null) ? connection.current(id) : null;
		if (connection != null && open != null) {
			connection.heard(open);
			this.turn.announce(new Notice.FrameUnreadable(connection.number(), problem));
		}
	}

	void frameRefused(Signal.FrameRefused refused) {
		Frame frame = refused.frame();
		Connection connection = this.connections.get(refused.connection());
		Link.Open open = (connection != null) ? connection.current(refused.connection()) : null;
		if (connection != null && open != null && frame.ref() != null) {
			if (ReservedEvents.LEAVE.equals(frame.event())) {
				open.leaves().add(frame);
				return;
			}
			connection.replies().refuse(frame.ref(), refused.problem());
			Channel channel = this.channels.get(frame.topic());
			if (channel != null) {
				channel.joinRefused(frame.ref(), refused.problem(), refused.forGood());
			}
		}
	}

	void readingPaused(ConnectionId id, boolean paused) {
		Connection connection = this.connections.get(id);
		Link.Open open = (connection != null) ? connection.current(id) : null;
		if (open != null) {
			open.heartbeat().readingPaused(paused);
		}
	}

	void joinParamsSupplied(String topic, long token, Payload params) {
		Channel channel = this.channels.get(topic);
		if (channel != null) {
			channel.paramsSupplied(token, params);
		}
	}

	void joinParamsFailed(Signal.JoinParamsFailed failed) {
		Channel channel = this.channels.get(failed.topic());
		if (channel != null) {
			channel.paramsFailed(failed.token(), failed.problem(), failed.forGood());
		}
	}

	void frameReceived(ConnectionId id, Frame frame) {
		Connection connection = this.connections.get(id);
		Link.Open open = (connection != null) ? connection.current(id) : null;
		if (connection == null || open == null) {
			return;
		}
		connection.heard(open);
		Channel channel = this.channels.get(frame.topic());
		if (channel != null && channel.connection() != connection) {
			channel = null;
		}
		if (ReservedEvents.REPLY.equals(frame.event())) {
			replied(connection, open, channel, frame);
		}
		else if (channel == null) {
			ignore(frame, Notice.FrameIgnored.Why.NOT_JOINED);
		}
		else {
			channelReceived(id, channel, frame);
		}
	}

	private void channelReceived(ConnectionId id, Channel channel, Frame frame) {
		boolean crashed = ReservedEvents.ERROR.equals(frame.event());
		boolean ends = crashed || ReservedEvents.CLOSE.equals(frame.event());
		Notice.FrameIgnored.Why ignored = ends ? channel.membership().refusesEnd(frame.joinRef())
				: channel.membership().refuses(frame.joinRef());
		if (ignored != null) {
			ignore(frame, ignored);
			return;
		}
		// First the message, then what follows from it: a channel that is closed gets
		// nothing more.
		this.turn.emit(new Effect.DeliverMessage(id, frame));
		if (ends) {
			channel.ended(crashed);
		}
		else {
			channel.heard();
		}
	}

	private void replied(Connection connection, Link.Open open, @Nullable Channel channel, Frame frame) {
		String ref = frame.ref();
		if (ref == null || !(frame.payload() instanceof Reply reply)) {
			ignore(frame, Notice.FrameIgnored.Why.UNAWAITED_REPLY);
			return;
		}
		if (open.heartbeat().isAnsweredBy(frame)) {
			this.turn.announce(new Notice.HeartbeatAnswered(connection.number(), open.heartbeat().answered()));
			return;
		}
		boolean ofChannel = channel != null && channel.membership().awaits(ref);
		if (!ofChannel && !connection.replies().awaits(ref)) {
			ignore(frame, Notice.FrameIgnored.Why.UNAWAITED_REPLY);
		}
		else if (channel != null) {
			this.turn.emit(new Effect.DeliverMessage(open.id(),
					(ofChannel && reply.isOk()) ? withJoinRef(frame, channel) : frame));
		}
		if (channel != null && ofChannel) {
			channel.replied(reply);
			return;
		}
		connection.replies().reply(ref, reply);
		if (channel != null) {
			// Such a reply has no join_ref, as there is no join (recording
			// push_before_join).
			if (frame.joinRef() == null && UNMATCHED_TOPIC.equals(reply.reason())) {
				channel.unmatched(ref);
			}
			else if (channel.membership().refuses(frame.joinRef()) == null) {
				channel.heard();
			}
		}
	}

	/**
	 * In version 1 no reply names its join, but whoever follows a topic's joins must know
	 * the reply to one.
	 */
	private static Frame withJoinRef(Frame frame, Channel channel) {
		return (frame.joinRef() != null) ? frame
				: new Frame(channel.membership().joinRef(), frame.ref(), frame.topic(), frame.event(), frame.payload());
	}

	private void ignore(Frame frame, Notice.FrameIgnored.Why why) {
		this.turn.announce(new Notice.FrameIgnored(frame.topic(), frame.event(), why));
	}

}
