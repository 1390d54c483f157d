package io.phoenixchannels.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.ChannelStatus;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.ConnectionStatus;
import io.phoenixchannels.session.Notice;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client without a network: writes down what it is asked for, and delivers what it is
 * told to, on the calling thread.
 */
public class FakePhoenixClient implements PhoenixClient {

	private final String name;

	private final PayloadConverter converter = new PayloadConverter(JsonMapper.shared());

	private final List<Handler> handlers = new CopyOnWriteArrayList<>();

	private final List<Consumer<? super Notice>> observers = new CopyOnWriteArrayList<>();

	private final List<String> calls = new CopyOnWriteArrayList<>();

	private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

	private final List<Throwable> failures = new CopyOnWriteArrayList<>();

	private final List<Delay> delays = new CopyOnWriteArrayList<>();

	private volatile ClientStatus status = new ClientStatus(List.of(connection(ConnectionState.IDLE)), List.of());

	private volatile CompletableFuture<Void> connected = CompletableFuture.completedFuture(null);

	private volatile CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);

	private volatile CompletableFuture<Void> disconnected = CompletableFuture.completedFuture(null);

	private volatile Instant now = Instant.parse("2026-01-01T03:00:00Z");

	public FakePhoenixClient(String name) {
		this.name = name;
	}

	public static ConnectionStatus connection(ConnectionState state) {
		return new ConnectionStatus(1, state, Instant.EPOCH, 0, 0, 0, null, null, null);
	}

	/**
	 * What was asked for, in order: connect, disconnect, join/subscribe/leave/unsubscribe
	 * and a topic, on and off with pattern and event.
	 */
	public List<String> calls() {
		return List.copyOf(this.calls);
	}

	public void clearCalls() {
		this.calls.clear();
	}

	public List<Throwable> failures() {
		return List.copyOf(this.failures);
	}

	public void status(ClientStatus status) {
		this.status = status;
	}

	/**
	 * Lets time pass, and delays end in the order of their beginning.
	 */
	public void advance(Duration duration) {
		this.now = this.now.plus(duration);
		for (Delay delay : this.delays) {
			if (!delay.end.isAfter(this.now)) {
				this.delays.remove(delay);
				delay.future.complete(null);
			}
		}
	}

	public void connectWith(CompletableFuture<Void> connected) {
		this.connected = connected;
	}

	/**
	 * What the next messages that are sent without a reply give.
	 */
	public void sendWith(CompletableFuture<Void> sent) {
		this.sent = sent;
	}

	public void disconnectWith(CompletableFuture<Void> disconnected) {
		this.disconnected = disconnected;
	}

	public void announce(Notice notice) {
		this.observers.forEach((observer) -> observer.accept(notice));
	}

	/**
	 * Tells a notice of a channel.
	 */
	public void announce(String topic, Notice notice) {
		for (Watcher watcher : this.watchers) {
			if (watcher.topics.matches(topic)) {
				try {
					watcher.observer.accept(notice);
				}
				catch (RuntimeException ex) {
					this.failures.add(ex);
				}
			}
		}
	}

	public int observers() {
		return this.observers.size();
	}

	public void deliver(String topic, String event, String json) {
		deliver(topic, event, Payload.json(json));
	}

	public PhoenixMessage message(String topic, String event, String json) {
		return message(topic, event, Payload.json(json));
	}

	private PhoenixMessage message(String topic, String event, Payload payload) {
		return new PhoenixMessage(new Frame(null, null, topic, event, payload), this.converter);
	}

	public void deliver(String topic, String event, Payload payload) {
		PhoenixMessage message = message(topic, event, payload);
		for (Handler handler : this.handlers) {
			if (handler.topics.matches(topic) && (handler.event == null || handler.event.equals(event))) {
				try {
					deliver(message, handler.handler);
				}
				catch (Exception ex) {
					this.failures.add(ex);
				}
			}
		}
	}

	private void deliver(PhoenixMessage message, AsyncMessageHandler handler) throws Exception {
		CompletionStage<?> stage = handler.handle(message);
		if (stage != null) {
			stage.whenComplete((value, failure) -> {
				if (failure != null) {
					failed(message, handler, (failure instanceof CompletionException) ? failure.getCause() : failure);
				}
			});
		}
	}

	private void failed(PhoenixMessage message, AsyncMessageHandler handler, Throwable failure) {
		try {
			handler.failed(message, failure);
		}
		catch (Exception ex) {
			this.failures.add(ex);
		}
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public String target() {
		return "ws://localhost:4000/socket/websocket";
	}

	@Override
	public ProtocolVersion protocolVersion() {
		return ProtocolVersion.V2;
	}

	@Override
	public Instant now() {
		return this.now;
	}

	@Override
	public PayloadConverter payloadConverter() {
		return this.converter;
	}

	@Override
	public CompletableFuture<Void> connect() {
		this.calls.add("connect");
		return this.connected;
	}

	@Override
	public CompletableFuture<Void> disconnect() {
		this.calls.add("disconnect");
		return this.disconnected;
	}

	@Override
	public void reconnect() {
		this.calls.add("reconnect");
	}

	@Override
	public PhoenixChannel channel(String topic) {
		return new FakeChannel(topic);
	}

	@Override
	public <T> PhoenixRegistration on(TopicPattern topics, String event, Class<T> type,
			PayloadHandler<? super T> handler) {
		return on(topics, event, (message) -> handler.handle(message.payload(type)));
	}

	@Override
	public PhoenixRegistration on(TopicPattern topics, String event, MessageHandler handler) {
		return add(new Handler(topics, event, async(handler)));
	}

	@Override
	public PhoenixRegistration onMessage(TopicPattern topics, MessageHandler handler) {
		return add(new Handler(topics, null, async(handler)));
	}

	private static AsyncMessageHandler async(MessageHandler handler) {
		return (message) -> {
			handler.handle(message);
			return null;
		};
	}

	@Override
	public PhoenixRegistration onAsync(TopicPattern topics, String event, AsyncMessageHandler handler) {
		return add(new Handler(topics, event, handler));
	}

	@Override
	public PhoenixRegistration onMessageAsync(TopicPattern topics, AsyncMessageHandler handler) {
		return add(new Handler(topics, null, handler));
	}

	private PhoenixRegistration add(Handler handler) {
		String what = handler.topics + " " + ((handler.event != null) ? handler.event : "*");
		this.calls.add("on " + what);
		this.handlers.add(handler);
		this.handlers.sort(Comparator.comparingInt((added) -> added.handler.order()));
		return () -> {
			this.calls.add("off " + what);
			this.handlers.remove(handler);
		};
	}

	@Override
	public CompletableFuture<Void> delay(Duration duration) {
		Delay delay = new Delay(this.now.plus(duration), new CompletableFuture<>());
		this.delays.add(delay);
		return delay.future;
	}

	@Override
	public PhoenixRegistration observe(Consumer<? super Notice> observer) {
		this.observers.add(observer);
		return () -> this.observers.remove(observer);
	}

	@Override
	public PhoenixRegistration observe(TopicPattern topics, Consumer<? super Notice> observer) {
		Watcher watcher = new Watcher(topics, observer);
		this.calls.add("observe " + topics);
		this.watchers.add(watcher);
		return () -> this.watchers.remove(watcher);
	}

	@Override
	public PhoenixRegistration onPresence(TopicPattern topics,
			BiConsumer<? super PhoenixPresence, ? super PresenceChange> handler) {
		return new PresenceFollower(this, topics, handler);
	}

	@Override
	public ClientStatus status() {
		return this.status;
	}

	@Override
	public ClientCounters counters() {
		return new ClientCounters(0, 0, 0, 0, this.failures.size());
	}

	@Override
	public void run() {
		throw new IllegalStateException("An application lives as long as its context");
	}

	@Override
	public void close() {
		this.calls.add("close");
	}

	private record Watcher(TopicPattern topics, Consumer<? super Notice> observer) {
	}

	private record Delay(Instant end, CompletableFuture<Void> future) {
	}

	private record Handler(TopicPattern topics, String event, AsyncMessageHandler handler) {
	}

	private final class FakeChannel implements PhoenixChannel {

		private final String topic;

		private FakeChannel(String topic) {
			this.topic = topic;
		}

		@Override
		public String topic() {
			return this.topic;
		}

		@Override
		public CompletableFuture<PhoenixReply> join() {
			return joined("join " + this.topic);
		}

		@Override
		public CompletableFuture<PhoenixReply> join(Object params) {
			return joined("join " + this.topic + " with " + params);
		}

		@Override
		public CompletableFuture<PhoenixReply> join(JoinParamsSupplier params) {
			return joined("join " + this.topic + " with supplier");
		}

		private CompletableFuture<PhoenixReply> joined(String call) {
			FakePhoenixClient.this.calls.add(call);
			return new CompletableFuture<>();
		}

		@Override
		public PhoenixRegistration subscribe() {
			FakePhoenixClient.this.calls.add("subscribe " + this.topic);
			return () -> FakePhoenixClient.this.calls.add("unsubscribe " + this.topic);
		}

		@Override
		public CompletableFuture<Void> leave() {
			FakePhoenixClient.this.calls.add("leave " + this.topic);
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public <T> PhoenixRegistration on(String event, Class<T> type, PayloadHandler<? super T> handler) {
			return FakePhoenixClient.this.on(TopicPattern.exactly(this.topic), event, type, handler);
		}

		@Override
		public PhoenixRegistration on(String event, MessageHandler handler) {
			return FakePhoenixClient.this.on(TopicPattern.exactly(this.topic), event, handler);
		}

		@Override
		public PhoenixRegistration onMessage(MessageHandler handler) {
			return FakePhoenixClient.this.onMessage(TopicPattern.exactly(this.topic), handler);
		}

		@Override
		public PhoenixRegistration onAsync(String event, AsyncMessageHandler handler) {
			return FakePhoenixClient.this.onAsync(TopicPattern.exactly(this.topic), event, handler);
		}

		@Override
		public PhoenixRegistration onMessageAsync(AsyncMessageHandler handler) {
			return FakePhoenixClient.this.onMessageAsync(TopicPattern.exactly(this.topic), handler);
		}

		@Override
		public PhoenixMessage lastMessage() {
			return null;
		}

		@Override
		public void resumeAfter(PhoenixMessage message) {
			FakePhoenixClient.this.calls.add("resume " + this.topic + " after " + message.event());
		}

		@Override
		public CompletableFuture<PhoenixReply> push(String event, Object payload) {
			FakePhoenixClient.this.calls.add("push " + this.topic + " " + event + " " + payload);
			return new CompletableFuture<>();
		}

		@Override
		public <T> CompletableFuture<T> push(String event, Object payload, Class<T> responseType) {
			FakePhoenixClient.this.calls
				.add("push " + this.topic + " " + event + " " + payload + " " + responseType.getSimpleName());
			return new CompletableFuture<>();
		}

		@Override
		public <T> CompletableFuture<T> push(String event, Object payload, TypeReference<T> responseType) {
			FakePhoenixClient.this.calls
				.add("push " + this.topic + " " + event + " " + payload + " " + responseType.getType().getTypeName());
			return new CompletableFuture<>();
		}

		@Override
		public PhoenixChannel withPushTimeout(Duration timeout) {
			FakePhoenixClient.this.calls.add("within " + timeout);
			return this;
		}

		@Override
		public CompletableFuture<Void> send(String event, Object payload) {
			FakePhoenixClient.this.calls.add("send " + this.topic + " " + event + " " + payload);
			return FakePhoenixClient.this.sent;
		}

		@Override
		public PhoenixPresence presence() {
			throw new UnsupportedOperationException("Nobody is present here");
		}

		@Override
		public ChannelState state() {
			return ChannelState.CLOSED;
		}

		@Override
		public ChannelStatus status() {
			return new ChannelStatus(this.topic, ChannelState.CLOSED, null, Instant.EPOCH, 0, null, null);
		}

	}

}
