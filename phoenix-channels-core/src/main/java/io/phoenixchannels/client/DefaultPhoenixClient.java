package io.phoenixchannels.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.phoenixchannels.log.LogFields;
import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.ReservedEvents;
import io.phoenixchannels.protocol.ShownText;
import io.phoenixchannels.session.ChannelStatus;
import io.phoenixchannels.session.Command;
import io.phoenixchannels.session.JoinParams;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.session.Outcome;
import io.phoenixchannels.session.Session;
import io.phoenixchannels.session.SessionPolicy;
import io.phoenixchannels.transport.Transport;
import io.phoenixchannels.transport.spring.SpringWebSocketTransport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The client: turns calls into commands, and outcomes into futures.
 */
final class DefaultPhoenixClient implements PhoenixClient, ChannelDispatcher.Reporter {

	private static final Log logger = LogFactory.getLog(PhoenixClient.class);

	private final String name;

	private final ProtocolVersion protocolVersion;

	private final Duration pushTimeout;

	private final Duration closeTimeout;

	private final Credentials credentials;

	private final PayloadConverter converter;

	private final ClientClock clock;

	private final @Nullable ExecutorService ownCallbacks;

	private final ExecutorService io;

	private final SessionLoop loop;

	private final PendingOperations operations = new PendingOperations();

	private final Handlers handlers = new Handlers();

	private final Wants wants;

	private final ConcurrentMap<String, PhoenixPresence> presences = new ConcurrentHashMap<>();

	private final Traffic traffic = new Traffic();

	private final Observers observers;

	private final PushObservations pushObservations;

	private final Dispatchers dispatchers;

	private final Delays delays;

	private final AtomicBoolean closed = new AtomicBoolean();

	private final CompletableFuture<@Nullable Void> released = new CompletableFuture<>();

	private DefaultPhoenixClient(PhoenixClientBuilder builder) {
		SessionPolicy policy = new SessionPolicy(builder.connectTimeout, builder.closeTimeout,
				builder.maxChannelsPerConnection, builder.heartbeat, builder.reconnect, builder.join, builder.push);
		this.name = builder.name;
		this.protocolVersion = builder.protocolVersion;
		this.pushTimeout = builder.pushTimeout;
		this.closeTimeout = builder.closeTimeout;
		this.credentials = new Credentials(builder);
		JsonMapper mapper = (builder.jsonMapper != null) ? builder.jsonMapper : JsonMapper.builder().build();
		this.converter = new PayloadConverter(mapper);
		this.clock = (builder.clock != null) ? builder.clock : new MonotonicClock(ClientThreads.timer(this.name));
		this.io = ClientThreads.io(this.name);
		this.ownCallbacks = (builder.callbackExecutor != null) ? null : ClientThreads.callbacks(this.name);
		Executor callbacks = (builder.callbackExecutor != null) ? builder.callbackExecutor
				: Objects.requireNonNull(this.ownCallbacks);
		this.observers = new Observers(callbacks);
		this.pushObservations = new PushObservations(builder, target());
		RandomGenerator random = (builder.random != null) ? builder.random : new SplittableRandom();
		this.loop = new SessionLoop(new Session(policy, random, this.clock.now()), this.clock);
		this.wants = new Wants(this.loop, this.operations);
		this.delays = new Delays(this.loop, callbacks);
		this.dispatchers = new Dispatchers(this.handlers, builder.listener, this.converter, callbacks, this);
		Transport transport = (builder.transport != null) ? builder.transport : transport(builder);
		this.loop.performWith(new EffectRunner(this.loop, transport, this.protocolVersion.codec(), this.credentials,
				this.traffic, callbacks, this.operations, this.observers, this.dispatchers, this.converter,
				new ConnectObservations(builder, target()), builder.listener));
	}

	static PhoenixClient create(PhoenixClientBuilder builder) {
		return new DefaultPhoenixClient(builder);
	}

	private Transport transport(PhoenixClientBuilder builder) {
		SpringWebSocketTransport.Builder transport = SpringWebSocketTransport.builder()
			// The session's own, which counts the credentials in, is to come first.
			.connectTimeout(builder.connectTimeout.plusSeconds(1))
			.closeTimeout(builder.closeTimeout)
			.maxMessageSize(builder.maxFrameSize)
			.proxy(builder.proxy)
			.executor(this.io);
		if (builder.sslContext != null) {
			transport.sslContext(builder.sslContext);
		}
		return transport.build();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public String target() {
		return this.credentials.target();
	}

	@Override
	public ProtocolVersion protocolVersion() {
		return this.protocolVersion;
	}

	@Override
	public Instant now() {
		return this.clock.now();
	}

	@Override
	public PayloadConverter payloadConverter() {
		return this.converter;
	}

	@Override
	public CompletableFuture<@Nullable Void> connect() {
		requireNotClosed();
		OperationFuture<@Nullable Void> future = new OperationFuture<>();
		this.loop.post(new Command.Connect(this.operations.add(future.resolvedBy((outcome) -> {
			if (outcome instanceof Outcome.GivenUp givenUp) {
				future.completeExceptionally(new ConnectException(
						"The client '" + this.name + "' gave up connecting to " + target() + ": " + givenUp.reason(),
						givenUp.reason()));
			}
			else {
				future.complete(null);
			}
		}))));
		return future;
	}

	@Override
	public CompletableFuture<@Nullable Void> disconnect() {
		OperationFuture<@Nullable Void> future = new OperationFuture<>();
		this.loop
			.post(new Command.Disconnect(this.operations.add(future.resolvedBy((outcome) -> future.complete(null)))));
		return future;
	}

	@Override
	public void reconnect() {
		requireNotClosed();
		this.loop.post(new Command.Reconnect());
	}

	@Override
	public PhoenixChannel channel(String topic) {
		Objects.requireNonNull(topic, "topic");
		if (topic.isEmpty() || topic.equals(ReservedEvents.PHOENIX_TOPIC)) {
			throw new IllegalArgumentException("'" + topic + "' is no topic that can be joined");
		}
		return new DefaultChannel(this, topic, this.pushTimeout);
	}

	CompletableFuture<PhoenixReply> requestJoin(String topic, @Nullable JoinParams params) {
		requireNotClosed();
		OperationFuture<PhoenixReply> future = new OperationFuture<>();
		this.wants.join(new Command.JoinChannel(this.operations.add(future.resolvedBy((outcome) -> {
			if (outcome instanceof Outcome.Replied replied) {
				future.complete(new PhoenixReply(replied.reply(), this.converter));
			}
			else {
				future.completeExceptionally(failure(topic, outcome));
			}
		})), topic, params));
		return future;
	}

	PhoenixRegistration subscribe(String topic) {
		requireNotClosed();
		return this.wants.subscribe(topic);
	}

	private RuntimeException failure(String topic, Outcome outcome) {
		if (outcome instanceof Outcome.Rejected rejected) {
			return new JoinRejectedException(topic, new PhoenixReply(rejected.reply(), this.converter));
		}
		if (outcome instanceof Outcome.Refused refused) {
			return new JoinRefusedException(topic, refused.why());
		}
		if (outcome instanceof Outcome.GivenUp givenUp) {
			return new ConnectException("The topic '" + topic + "' cannot be joined, as the client '" + this.name
					+ "' gave up connecting to " + target() + ": " + givenUp.reason(), givenUp.reason());
		}
		return new ChannelClosedException(topic,
				(outcome instanceof Outcome.Closed closed) ? closed.why() : "The client is closed");
	}

	CompletableFuture<@Nullable Void> requestLeave(String topic) {
		OperationFuture<@Nullable Void> future = new OperationFuture<>();
		this.wants.leave(new Command.LeaveChannel(
				this.operations.add(future.resolvedBy((outcome) -> future.complete(null))), topic));
		return future;
	}

	Dispatchers dispatchers() {
		return this.dispatchers;
	}

	PushObservations pushObservations() {
		return this.pushObservations;
	}

	void push(String topic, String event, Payload payload, Duration timeout, boolean expectsReply,
			Resolution resolution) {
		requireNotClosed();
		this.loop.post(new Command.PushMessage(this.operations.add(resolution), topic, event, payload,
				this.loop.now().plus(timeout), expectsReply));
	}

	@Override
	public <T> PhoenixRegistration on(TopicPattern topics, String event, Class<T> type,
			PayloadHandler<? super T> handler) {
		PayloadConverter.Reader<T> reader = this.converter.reader(type);
		return on(topics, event, (message) -> handler.handle(reader.read(message.payload())));
	}

	@Override
	public PhoenixRegistration on(TopicPattern topics, String event, MessageHandler handler) {
		return this.handlers.add(topics, event, handler);
	}

	@Override
	public PhoenixRegistration onMessage(TopicPattern topics, MessageHandler handler) {
		return this.handlers.add(topics, null, handler);
	}

	@Override
	public PhoenixRegistration onAsync(TopicPattern topics, String event, AsyncMessageHandler handler) {
		return this.handlers.addAsync(topics, event, handler);
	}

	@Override
	public PhoenixRegistration onMessageAsync(TopicPattern topics, AsyncMessageHandler handler) {
		return this.handlers.addAsync(topics, null, handler);
	}

	@Override
	public CompletableFuture<@Nullable Void> delay(Duration duration) {
		return this.delays.begin(duration);
	}

	@Override
	public PhoenixRegistration observe(Consumer<? super Notice> observer) {
		return this.observers.add(observer);
	}

	@Override
	public PhoenixRegistration observe(TopicPattern topics, Consumer<? super Notice> observer) {
		return this.handlers.observe(topics, observer);
	}

	@Override
	public PhoenixRegistration onPresence(TopicPattern topics,
			BiConsumer<? super PhoenixPresence, ? super PresenceChange> handler) {
		return new PresenceFollower(this, topics, handler);
	}

	PhoenixPresence presence(PhoenixChannel channel) {
		return this.presences.computeIfAbsent(channel.topic(),
				(topic) -> DefaultPresence.of(channel, this.converter, () -> this.presences.remove(topic)));
	}

	@Override
	public ClientStatus status() {
		return this.loop.read((session) -> new ClientStatus(session.connections(), session.channels()));
	}

	@Nullable ChannelStatus channelStatus(String topic) {
		return this.loop.read((session) -> session.channel(topic));
	}

	@Override
	public ClientCounters counters() {
		return this.traffic.counters();
	}

	@Override
	public void messageDropped(String topic, String event) {
		this.traffic.dropped();
		this.observers.announce(new Notice.MessageDropped(topic, event));
		this.loop.afterwards(this.observers::wake);
	}

	@Override
	public void handlerFailed(String topic, String event, Throwable failure) {
		this.traffic.handlerFailed();
		LogFields.client(this.name)
			.and(LogFields.TOPIC, topic)
			.and(LogFields.EVENT, event)
			.during(() -> logger.warn("A handler of '" + ShownText.of(event) + "' on '" + topic + "' failed", failure));
		this.observers.announce(new Notice.HandlerFailed(topic, event, failure));
		this.observers.wake();
	}

	@Override
	public void run() throws InterruptedException {
		Thread closing = new Thread(this::close, "phoenix-" + this.name + "-shutdown");
		Runtime.getRuntime().addShutdownHook(closing);
		try {
			CompletableFuture<@Nullable Void> connected = connect();
			CompletableFuture.anyOf(this.released, failureOf(connected)).get();
		}
		catch (ExecutionException ex) {
			if (!this.closed.get() && ex.getCause() instanceof ConnectException failure) {
				throw failure;
			}
			this.released.join();
		}
		finally {
			removeShutdownHook(closing);
		}
	}

	/**
	 * Completes only if the other one fails.
	 */
	private static CompletableFuture<@Nullable Void> failureOf(CompletableFuture<@Nullable Void> future) {
		CompletableFuture<@Nullable Void> failure = new CompletableFuture<>();
		future.whenComplete((nothing, ex) -> {
			if (ex != null) {
				failure.completeExceptionally(ex);
			}
		});
		return failure;
	}

	private static void removeShutdownHook(Thread hook) {
		try {
			Runtime.getRuntime().removeShutdownHook(hook);
		}
		catch (IllegalStateException ex) {
			// The JVM is ending, and the hook is at work.
		}
	}

	private void requireNotClosed() {
		if (this.closed.get()) {
			throw new IllegalStateException("The client '" + this.name + "' is closed");
		}
	}

	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		status().channels().forEach((channel) -> requestLeave(channel.topic()));
		CompletableFuture<@Nullable Void> disconnected = disconnect();
		try {
			disconnected.get(2 * this.closeTimeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			logger.warn("The client '" + this.name + "' was closed before its connections were", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.clock.close();
		this.delays.cancel();
		if (this.ownCallbacks != null && !ClientThreads.shutDown(this.ownCallbacks, this.closeTimeout)) {
			this.ownCallbacks.shutdownNow();
		}
		ClientThreads.shutDown(this.io, this.closeTimeout);
		this.released.complete(null);
	}

	@Override
	public String toString() {
		return "Phoenix client '" + this.name + "' of " + target();
	}

}
