package io.phoenixchannels.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.session.Notice;
import org.jspecify.annotations.Nullable;

/**
 * A client of one Phoenix socket: joins topics, hears and pushes messages, and comes back
 * by itself after every break. What an application wants (topics, handlers) is kept apart
 * from the connection, so that it may be asked for at any time and survives every break.
 * <p>
 * All methods may be called from any thread, and none blocks. Handlers and observers run
 * on the callback executor, and so does what depends on the returned futures, unless
 * {@link ListenerPolicy.Execution#DIRECT} was asked for, or a thread waits for such a
 * future: that one completes it itself, and runs what depends on it, so that it needs no
 * thread of that executor, all of which may be waiting. That cannot help whoever waits
 * for what was put together of several futures, as by {@code thenCompose}.
 */
public interface PhoenixClient extends AutoCloseable {

	/**
	 * Begins a client.
	 * @param url of the Phoenix socket, such as {@code ws://localhost:4000/socket}
	 * ({@code ws}, {@code wss}, {@code http}, {@code https}); {@code /websocket} is
	 * appended where it is missing
	 * @throws IllegalArgumentException if it is no such URL
	 */
	static PhoenixClientBuilder builder(String url) {
		return new PhoenixClientBuilder(url);
	}

	/**
	 * The name given to the builder: {@code default} if none was.
	 */
	String name();

	/**
	 * Where the client connects to: scheme, host, port and path, without anything secret.
	 */
	String target();

	/**
	 * The form that frames have on the wire.
	 */
	ProtocolVersion protocolVersion();

	/**
	 * The time by which this client goes, and by which all moments of its
	 * {@link #status()} and its notices are told: the system's, unless the builder was
	 * given another {@link ClientClock}.
	 */
	Instant now();

	/**
	 * What reads and writes the payloads of this client.
	 */
	PayloadConverter payloadConverter();

	/**
	 * Starts to connect, unless the client is connected or connecting. All wanted topics
	 * are joined as soon as it is.
	 * @return completes when the connection is open for the first time from now on, with
	 * {@link ConnectException} if the client gives up before, or is disconnected. An
	 * attempt that will be repeated does not complete it
	 * @throws IllegalStateException if the client is closed
	 */
	CompletableFuture<@Nullable Void> connect();

	/**
	 * Leaves all topics and closes the connection, within the close timeout. Topics stay
	 * wanted: {@link #connect()} joins them again.
	 * @return completes when the connection is closed
	 */
	CompletableFuture<@Nullable Void> disconnect();

	/**
	 * Replaces the open connections by new ones, with fresh credentials, as after a
	 * break.
	 */
	void reconnect();

	/**
	 * The channel of a topic, whether it is joined or not. The same topic gives the same
	 * channel.
	 */
	PhoenixChannel channel(String topic);

	/**
	 * Wants a topic: short for {@link PhoenixChannel#join() channel(topic).join()}.
	 */
	default CompletableFuture<PhoenixReply> join(String topic) {
		return channel(topic).join();
	}

	/**
	 * Wants a topic, with join params: short for {@link PhoenixChannel#join(Object)
	 * channel(topic).join(params)}.
	 */
	default CompletableFuture<PhoenixReply> join(String topic, @Nullable Object params) {
		return channel(topic).join(params);
	}

	/**
	 * No longer wants a topic: short for {@link PhoenixChannel#leave()
	 * channel(topic).leave()}.
	 */
	default CompletableFuture<@Nullable Void> leave(String topic) {
		return channel(topic).leave();
	}

	/**
	 * Hears the payload of one event on every joined topic that matches, without joining
	 * any. Handlers of a topic run in the order of their registration, those without an
	 * event first.
	 * @param event any; one of the {@link io.phoenixchannels.protocol.ReservedEvents
	 * reserved events} can only be observed
	 */
	<T> PhoenixRegistration on(TopicPattern topics, String event, Class<T> type, PayloadHandler<? super T> handler);

	/**
	 * Hears whole messages of one event on every joined topic that matches, without
	 * joining any.
	 */
	PhoenixRegistration on(TopicPattern topics, String event, MessageHandler handler);

	/**
	 * Hears all messages on every joined topic that matches, without joining any, before
	 * the handlers of single events do. Reserved events are not among them.
	 */
	PhoenixRegistration onMessage(TopicPattern topics, MessageHandler handler);

	/**
	 * Hears whole messages of one event on every joined topic that matches, without
	 * joining any, and may take its time without a thread. The order is that of all
	 * handlers.
	 */
	PhoenixRegistration onAsync(TopicPattern topics, String event, AsyncMessageHandler handler);

	/**
	 * Hears all messages on every joined topic that matches, as {@link #onMessage} does,
	 * and may take its time without a thread.
	 */
	PhoenixRegistration onMessageAsync(TopicPattern topics, AsyncMessageHandler handler);

	/**
	 * Lets time pass without a thread that waits for it, so that an
	 * {@link AsyncMessageHandler} can try something again later. It is the time of
	 * {@link #now()}.
	 * @param duration how long, not negative
	 * @return completes on the callback executor; cancelled when the client is closed
	 * before
	 * @throws IllegalArgumentException if the duration is negative
	 */
	CompletableFuture<@Nullable Void> delay(Duration duration);

	/**
	 * Watches the client itself: connections, joins, gaps, drops. One notice at a time,
	 * in order.
	 */
	PhoenixRegistration observe(Consumer<? super Notice> observer);

	/**
	 * Watches the channels of every topic that matches, without joining any: joins,
	 * rejections, errors, closes and gaps. What happens to a topic comes in its place
	 * among the topic's messages, one at a time and in order, as handlers get these: a
	 * gap after all that was heard before it, and before all that comes after it.
	 * @param observer gets {@link Notice.ChannelJoined}, {@link Notice.JoinRejected},
	 * {@link Notice.ChannelErrored}, {@link Notice.ChannelClosed} and {@link Notice.Gap};
	 * what it throws is logged and counted like the failure of a handler
	 */
	PhoenixRegistration observe(TopicPattern topics, Consumer<? super Notice> observer);

	/**
	 * Hears every change of the presence on every topic that matches, without joining
	 * any. A topic is followed from its next join on until it is left; after that nobody
	 * is there, and nobody is said to leave. Runs like the handlers of the topic.
	 * @param handler gets the presence that changed, which is this registration's own,
	 * and the change; what it throws is logged and counted like the failure of a handler
	 */
	PhoenixRegistration onPresence(TopicPattern topics,
			BiConsumer<? super PhoenixPresence, ? super PresenceChange> handler);

	/**
	 * A picture of the connections and channels at this moment.
	 */
	ClientStatus status();

	/**
	 * Numbers since the client was built.
	 */
	ClientCounters counters();

	/**
	 * Connects, and returns when the client is closed: for programs that are nothing but
	 * a client. When the JVM is told to end, as by Ctrl+C, the client is closed first, so
	 * that the server sees it leave.
	 * @throws ConnectException if the client gives up connecting before it was connected
	 * @throws InterruptedException if the calling thread is interrupted; the client goes
	 * on
	 */
	void run() throws InterruptedException;

	/**
	 * Disconnects and releases everything, and waits for it, at most for the close
	 * timeout and as long again for running handlers, but not for the stages of
	 * asynchronous ones. Pushes that wait for a reply fail. Closing again does nothing.
	 */
	@Override
	void close();

}
