package io.phoenixchannels.integration;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.phoenixchannels.client.JoinParamsSupplier;
import io.phoenixchannels.client.MessageHandler;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.endpoint.MessageProducerSupport;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;

/**
 * Sends what is heard on Phoenix topics to a channel of Spring Integration. Topics are
 * exact ({@code room:lobby}), with a prefix ({@code room:*}), or have variables
 * ({@code room:{room}}). Exact ones are joined while the adapter runs, patterns only hear
 * topics that somebody else joins. A message that several of them match is sent once.
 * <p>
 * Messages are sent on the client's callback executor, those of one topic one at a time
 * and in the order of the wire. While a send blocks, only its own topic waits, and the
 * client stops reading before that topic's queue outgrows its capacity.
 * <p>
 * What fails in the flow goes to the error channel. Without one, the client announces it
 * like the failure of a listener: it is logged and counted, and hurts no later message.
 * <p>
 * A stop leaves the topics that nobody else wants, and lets the message that is on its
 * way through the flow arrive. By default the adapter starts after the listeners, and
 * stops before them.
 */
public class PhoenixInboundChannelAdapter extends MessageProducerSupport {

	/**
	 * After the listeners, which join the declared topics with their params.
	 */
	static final int PHASE = PhoenixListenerEndpointRegistry.PHASE + 1;

	private final PhoenixClient client;

	private final List<TopicPattern> topics;

	private final RunningDeliveries deliveries = new RunningDeliveries();

	/**
	 * Guarded by the lifecycle lock.
	 */
	private final List<PhoenixRegistration> registrations = new ArrayList<>();

	private List<String> events = List.of();

	private @Nullable Type payloadType;

	private @Nullable JoinParamsSupplier joinParams;

	/**
	 * Hears topics of a client, which stays the caller's to connect and to close.
	 * @param topics at least one
	 * @throws IllegalArgumentException if there is none, or one is malformed
	 */
	@SuppressWarnings("this-escape")
	public PhoenixInboundChannelAdapter(PhoenixClient client, String... topics) {
		if (topics.length == 0) {
			throw new IllegalArgumentException(
					"An inbound adapter of the Phoenix client '" + client.name() + "' needs at least one topic");
		}
		this.client = client;
		this.topics = Arrays.stream(topics).map(TopicPattern::parse).distinct().toList();
		setPhase(PHASE);
	}

	/**
	 * Hears these events only. By default all are heard but the reserved ones, which can
	 * be observed when they are named here.
	 */
	public void setEvents(String... events) {
		this.events = Arrays.stream(events).distinct().toList();
	}

	/**
	 * What payloads are bound to: any type that Jackson reads, {@code byte[]} or
	 * {@code ByteBuffer} for binary payloads. By default JSON comes as its text, a
	 * {@code String}, and a binary payload as {@code byte[]}, which is what most other
	 * adapters take.
	 * @param payloadType a class or a generic type; null for the default
	 */
	public void setPayloadType(@Nullable Type payloadType) {
		this.payloadType = payloadType;
	}

	/**
	 * Asks for the params at every join of the exact topics. The adapter then has these
	 * topics for itself: its stop leaves them whoever else wants them. By default topics
	 * are shared, and joined with the params that they have already, such as those of the
	 * property {@code phoenix.channels.topics}.
	 */
	public void setJoinParams(@Nullable JoinParamsSupplier joinParams) {
		this.joinParams = joinParams;
	}

	@Override
	public String getComponentType() {
		return "phoenix:inbound-channel-adapter";
	}

	@Override
	protected void doStart() {
		InboundMessageMapper mapper = new InboundMessageMapper(getMessageBuilderFactory(),
				(this.payloadType != null) ? this.client.payloadConverter().reader(this.payloadType) : null);
		for (TopicPattern topic : this.topics) {
			hear(topic, (message) -> receive(message, topic, mapper));
		}
		for (TopicPattern topic : this.topics) {
			if (topic.isExact()) {
				this.registrations.add(join(this.client.channel(topic.toString())));
			}
		}
	}

	private void hear(TopicPattern topic, MessageHandler handler) {
		if (this.events.isEmpty()) {
			this.registrations.add(this.client.onMessage(topic, handler));
		}
		for (String event : this.events) {
			this.registrations.add(this.client.on(topic, event, handler));
		}
	}

	private PhoenixRegistration join(PhoenixChannel channel) {
		if (this.joinParams == null) {
			return channel.subscribe();
		}
		channel.join(this.joinParams);
		return channel::leave;
	}

	private void receive(PhoenixMessage message, TopicPattern topic, InboundMessageMapper mapper) {
		if (isHeardBefore(message.topic(), topic)) {
			return;
		}
		this.deliveries.begin();
		try {
			send(message, topic, mapper);
		}
		finally {
			this.deliveries.end();
		}
	}

	private void send(PhoenixMessage message, TopicPattern topic, InboundMessageMapper mapper) {
		Message<?> mapped;
		try {
			mapped = mapper.map(message, topic);
		}
		catch (MessageConversionException ex) {
			if (!sendErrorMessageIfNecessary(ex.getFailedMessage(), ex)) {
				throw ex;
			}
			return;
		}
		sendMessage(mapped);
	}

	private boolean isHeardBefore(String topic, TopicPattern pattern) {
		for (TopicPattern earlier : this.topics) {
			if (earlier == pattern) {
				return false;
			}
			if (earlier.matches(topic)) {
				return true;
			}
		}
		return false;
	}

	@Override
	protected void doStop() {
		this.registrations.forEach(PhoenixRegistration::close);
		this.registrations.clear();
		super.doStop();
	}

	/**
	 * Calls back when the messages that are on their way have arrived.
	 */
	@Override
	protected void doStop(Runnable callback) {
		super.doStop(() -> this.deliveries.whenIdle(callback));
	}

}
