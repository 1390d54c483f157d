package io.phoenixchannels.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.phoenixchannels.client.ClientStatus;
import io.phoenixchannels.client.ConnectSupplier.ConnectContext;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixClientBuilder;
import io.phoenixchannels.client.PhoenixPresence;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.client.ProtocolVersion;
import io.phoenixchannels.client.Seeded;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.ChannelStatus;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.ConnectionStatus;

/**
 * A real client in the simulated world, with the accounts that judge it.
 */
final class SimulatedClient {

	/** For how long the weather may hold up what a connection carries. */
	static final long LONGEST_STALL = 20_000;

	private final World world;

	private final SimulatedPhoenix phoenix;

	private final Profile profile;

	private final Chance chance;

	private final String key;

	private final List<String> topics;

	private final UserPushes pushes;

	private final Deliveries deliveries;

	private final WireAccount account;

	private final SimulatedNetwork network;

	private final Agenda.Clock clock;

	private final PhoenixClient client;

	private final Map<String, PhoenixPresence> presences = new LinkedHashMap<>();

	private final List<PhoenixRegistration> registrations;

	private final Map<String, Long> liesSince = new HashMap<>();

	private final long footprint;

	private String token = "t1";

	private boolean direct;

	private boolean troubled = true;

	SimulatedClient(World world, SimulatedPhoenix phoenix, String key, List<String> topics) {
		this.world = world;
		this.phoenix = phoenix;
		this.chance = world.chance().fork();
		this.profile = Profile.random(this.chance);
		this.key = key;
		this.topics = topics;
		this.pushes = new UserPushes(world, this.profile);
		this.deliveries = new Deliveries(world, this.profile.mayDrop());
		this.account = new WireAccount(world, this.profile, this.pushes, this.deliveries);
		this.network = new SimulatedNetwork(world, phoenix, this);
		this.clock = world.agenda().newClock(this::oversleep);
		this.direct = this.profile.callbacks() == Profile.Callbacks.DIRECT;
		PhoenixClientBuilder builder = PhoenixClient.builder("ws://phoenix.test/socket")
			.name(key)
			.protocolVersion(this.profile.version1() ? ProtocolVersion.V1 : ProtocolVersion.V2)
			.params(this::credentials)
			.connectTimeout(this.profile.connectTimeout())
			.closeTimeout(this.profile.closeTimeout())
			.pushTimeout(this.profile.pushTimeout())
			.maxChannelsPerConnection(this.profile.maxChannels())
			.heartbeat(this.profile.heartbeat())
			.reconnect(this.profile.reconnect())
			.join(this.profile.join())
			.push(this.profile.push())
			.listener(this.profile.listener())
			.jsonMapper(ClientFrame.MAPPER)
			.callbackExecutor(this::execute)
			.transport(this.network)
			.clock(this.clock);
		this.client = Seeded.build(builder, this.chance.fork());
		world.trace("%s is %s", key, this.profile);
		this.footprint = Footprint.of(this.client);
		this.registrations = List.of(
				this.client.onMessage(TopicPattern.parse("room:*"), new NewsReader(this.deliveries)),
				this.client.observe(new NoticeReader(world)), this.client.onPresence(TopicPattern.parse("room:*"),
						(presence, change) -> world.saw(Seen.PRESENCE_CHANGED)));
		topics.forEach((topic) -> this.presences.put(topic, this.client.channel(topic).presence()));
	}

	String key() {
		return this.key;
	}

	boolean pauses() {
		return this.profile.pauses();
	}

	boolean isVersion1() {
		return this.profile.version1();
	}

	WireAccount account() {
		return this.account;
	}

	UserPushes pushes() {
		return this.pushes;
	}

	SimulatedNetwork network() {
		return this.network;
	}

	PhoenixClient client() {
		return this.client;
	}

	Chance chance() {
		return this.chance;
	}

	boolean isDirect() {
		return this.direct;
	}

	private long oversleep() {
		if (this.profile.oversleep() == 0 || !this.chance.oneIn(10)) {
			return 0;
		}
		this.world.saw(Seen.OVERSLEPT);
		return this.chance.below(this.profile.oversleep()) * Agenda.MILLI;
	}

	private void execute(Runnable task) {
		if (this.direct) {
			task.run();
		}
		else {
			int longest = this.troubled ? this.profile.callbackDelay() : Math.min(500, this.profile.callbackDelay());
			this.world.agenda().after((longest > 0) ? this.chance.below(longest) : 0, task);
		}
	}

	private CompletionStage<Map<String, ?>> credentials(ConnectContext context) {
		if (context.wasRefused()) {
			this.token = "t" + this.phoenix.token();
		}
		Map<String, Object> params = new LinkedHashMap<>();
		params.put("token", this.token);
		params.put("connection", context.connection());
		CompletableFuture<Map<String, ?>> answer = new CompletableFuture<>();
		switch (this.troubled ? this.chance.below(60) : 9) {
			case 0, 1 -> {
				this.world.saw(Seen.CREDENTIALS_LATE);
				this.world.agenda().after(this.chance.of(100, 4000, 12_000), () -> answer.complete(params));
			}
			case 2 -> {
				this.world.saw(Seen.CREDENTIALS_FAILED);
				answer.completeExceptionally(new IllegalStateException("no credentials"));
			}
			case 3 -> {
				this.world.saw(Seen.CREDENTIALS_FAILED);
				throw new IllegalStateException("no credentials");
			}
			case 4 -> this.world.saw(Seen.CREDENTIALS_SILENT);
			default -> answer.complete(params);
		}
		return answer;
	}

	void calmDown() {
		this.troubled = false;
		this.network.setMood(SimulatedNetwork.Mood.FAIR);
		this.network.connections().forEach((connection) -> connection.refuseMessages(false));
	}

	/**
	 * Whether everything is as it must be at any moment.
	 */
	void check() {
		this.account.check();
		this.pushes.check();
		ClientStatus status = this.client.status();
		long now = this.world.agenda().nanos();
		long slack = this.profile.slack();
		for (ConnectionStatus connection : status.connections()) {
			long since = now - Agenda.nanosOf(connection.since()) - slack;
			if (connection.nextAttemptAt() != null && now > Agenda.nanosOf(connection.nextAttemptAt()) + slack) {
				this.world.violated("%s has missed its next attempt: %s", this.key, connection);
			}
			if (connection.channels() > this.profile.maxChannels()) {
				this.world.violated("%s has too many channels on a connection: %s", this.key, connection);
			}
			boolean late = switch (connection.state()) {
				case CONNECTING -> since > this.profile.connectTimeout().toNanos();
				case CLOSING -> since > this.profile.closeTimeout().toNanos();
				default -> false;
			};
			if (late) {
				this.world.violated("%s is past its timeout: %s", this.key, connection);
			}
		}
		int joined = 0;
		for (ChannelStatus channel : status.channels()) {
			joined += (channel.state() == ChannelState.JOINED) ? 1 : 0;
			check(channel, now, slack);
		}
		for (String topic : this.topics) {
			joined -= this.account.isJoined(topic) ? 1 : 0;
		}
		if (joined != 0) {
			this.world.violated("%s is not joined where the server confirmed it: %s", this.key, status);
		}
	}

	private void check(ChannelStatus channel, long now, long slack) {
		String topic = channel.topic();
		long since = now - Agenda.nanosOf(channel.since()) - slack;
		if (channel.nextAttemptAt() != null && now > Agenda.nanosOf(channel.nextAttemptAt()) + slack) {
			this.world.violated("%s has missed its next join: %s", this.key, channel);
		}
		if (channel.buffered() > this.profile.push().bufferSize()) {
			this.world.violated("%s keeps too many pushes: %s", this.key, channel);
		}
		if ((channel.state() == ChannelState.JOINING || channel.state() == ChannelState.LEAVING)
				&& since > this.profile.join().timeout().toNanos()) {
			this.world.violated("%s is past its timeout: %s", this.key, channel);
		}
		if (channel.state() != ChannelState.JOINED || this.account.isLostSilently(topic)
				|| this.phoenix.isJoined(this, topic)) {
			this.liesSince.remove(topic);
			return;
		}
		if (!this.account.isJoined(topic)) {
			this.world.violated("%s says joined, but the server confirmed no join: %s", this.key, channel);
		}
		if (this.account.isBehind()) {
			this.liesSince.remove(topic);
			return;
		}
		long bound = this.profile.heartbeat().interval().toNanos() + this.profile.heartbeat().timeout().toNanos()
				+ LONGEST_STALL * Agenda.MILLI + 2 * slack;
		if (now - this.liesSince.computeIfAbsent(topic, (any) -> now) > bound) {
			this.world.violated("%s says joined for too long, but the server says not: %s", this.key, channel);
		}
	}

	/**
	 * Whether all topics that the user wants came back, once everything has been calm for
	 * long enough.
	 * @param refused whether the client may have refused a topic's join itself
	 */
	void checkWanted(Set<String> wanted, Predicate<String> refused) {
		Map<String, ChannelStatus> channels = this.client.status()
			.channels()
			.stream()
			.collect(Collectors.toMap(ChannelStatus::topic, (channel) -> channel));
		for (String topic : wanted) {
			ChannelStatus channel = channels.get(topic);
			ChannelState state = (channel != null) ? channel.state() : ChannelState.CLOSED;
			boolean fine = switch (state) {
				case JOINED -> this.phoenix.isJoined(this, topic) || this.account.isLostSilently(topic);
				case REJECTED -> this.account.wasRejected(topic) || refused.test(topic);
				case CLOSED -> this.account.wasEnded(topic);
				default -> false;
			};
			if (!fine) {
				this.world.violated("%s wants %s, but it is %s: %s", this.key, topic, state, channel);
			}
		}
		for (ChannelStatus channel : channels.values()) {
			if (!wanted.contains(channel.topic())) {
				this.world.violated("%s does not want %s, but it is %s", this.key, channel.topic(), channel);
			}
		}
	}

	/**
	 * Whether the server has no channel that the user does not want.
	 */
	void checkUnwanted(Set<String> wanted) {
		Set<String> channels = new HashSet<>(this.phoenix.topics(this));
		channels.removeAll(wanted);
		if (!channels.isEmpty()) {
			this.world.violated("%s does not want %s, but the server has these channels", this.key, channels);
		}
	}

	boolean hasFailed() {
		return this.client.status()
			.connections()
			.stream()
			.anyMatch((connection) -> connection.state() == ConnectionState.FAILED);
	}

	/**
	 * Whether everybody who is there is known, on all topics, which are joined.
	 */
	void checkPresence() {
		if (this.profile.mayDrop()) {
			return;
		}
		this.presences.forEach((topic, presence) -> {
			Map<String, String> known = new HashMap<>();
			presence.state()
				.entries()
				.forEach((name, entry) -> entry.metas().forEach((meta) -> known.put(meta.ref(), name)));
			if (!presence.isSynced() || !known.equals(this.phoenix.present(topic))) {
				this.world.violated("%s knows of %s on %s%s, but there are %s", this.key, known, topic,
						presence.isSynced() ? "" : " (not synced)", this.phoenix.present(topic));
			}
		});
	}

	/**
	 * Whether nothing is left, once the user has left everything and disconnected.
	 */
	void checkEmpty() {
		ClientStatus status = this.client.status();
		if (!status.channels().isEmpty() || status.connections().size() != 1
				|| status.connections().get(0).state() != ConnectionState.IDLE) {
			this.world.violated("%s has left and disconnected, but has %s", this.key, status);
		}
		if (!this.pushes.isEmpty()) {
			this.world.violated("%s has pushes that do not end", this.key);
		}
		if (this.clock.hasAlarm()) {
			this.world.violated("%s has left and disconnected, but still waits for something", this.key);
		}
		this.deliveries.close(this.client.counters().messagesDropped());
		this.registrations.forEach(PhoenixRegistration::close);
		this.presences.values().forEach(PhoenixPresence::close);
	}

	/**
	 * Closes it, and sees that it is as it was at first.
	 */
	void close() {
		long left = Footprint.of(this.client);
		if (left != this.footprint) {
			this.world.violated("%s keeps something: %s elements instead of %s:%n%s", this.key, left, this.footprint,
					Footprint.describe(this.client));
		}
		// What the client asks of its executor from now on, it waits for.
		this.direct = true;
		this.client.close();
	}

}
