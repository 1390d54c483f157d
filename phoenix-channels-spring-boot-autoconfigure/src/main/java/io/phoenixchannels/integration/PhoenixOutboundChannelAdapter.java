package io.phoenixchannels.integration;

import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.messaging.PhoenixHeaders;
import io.phoenixchannels.template.PhoenixOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.Expression;
import org.springframework.integration.IntegrationPatternType;
import org.springframework.integration.context.IntegrationContextUtils;
import org.springframework.integration.core.MessagingTemplate;
import org.springframework.integration.handler.AbstractMessageHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.core.DestinationResolutionException;
import org.springframework.messaging.support.ErrorMessage;

/**
 * Pushes each message, and asks for no reply. No thread waits: that a message could not
 * be given to the connection goes to its error channel, or else to the bean
 * {@code errorChannel}. When {@link #setSync(boolean) sync}, the calling thread waits and
 * gets the failure, so that a source with acknowledgements, such as a Kafka listener,
 * does not acknowledge what was not sent.
 * <p>
 * The topic and the event are those that are set, or those of the headers
 * {@link PhoenixHeaders#TOPIC} and {@link PhoenixHeaders#EVENT}. The topic must be joined
 * by somebody, as with every push. A message that cannot be pushed at all (no topic, a
 * reserved event, a payload that Jackson cannot write) fails in the sender's thread.
 */
public class PhoenixOutboundChannelAdapter extends AbstractMessageHandler {

	private final PhoenixOperations template;

	private final OutboundMessageMapper mapper = new OutboundMessageMapper();

	private final MessagingTemplate errors = new MessagingTemplate();

	private boolean sync;

	/**
	 * Pushes with a template.
	 */
	public PhoenixOutboundChannelAdapter(PhoenixOperations template) {
		this.template = template;
	}

	/**
	 * Gives the topic of each message.
	 */
	public void setTopicExpression(Expression topic) {
		this.mapper.topic(topic);
	}

	/**
	 * Gives the event of each message.
	 */
	public void setEventExpression(Expression event) {
		this.mapper.event(event);
	}

	/**
	 * Gives what to push of each message; by default its payload.
	 */
	public void setPayloadExpression(Expression payload) {
		this.mapper.payload(payload);
	}

	/**
	 * Whether a payload that is a {@code String} is JSON already, and pushed as it is. By
	 * default it becomes a JSON string.
	 */
	public void setJsonText(boolean jsonText) {
		this.mapper.jsonText(jsonText);
	}

	/**
	 * Whether the calling thread waits until the message was given to the connection, for
	 * at most the push timeout. Must not be turned on in a flow that a topic of the same
	 * client feeds, unless that topic may wait.
	 */
	public void setSync(boolean sync) {
		this.sync = sync;
	}

	OutboundMessageMapper mapper() {
		return this.mapper;
	}

	@Override
	public String getComponentType() {
		return "phoenix:outbound-channel-adapter";
	}

	@Override
	public IntegrationPatternType getIntegrationPatternType() {
		return IntegrationPatternType.outbound_channel_adapter;
	}

	@Override
	protected void onInit() {
		super.onInit();
		this.mapper.init(getBeanFactory());
		this.errors.setBeanFactory(getBeanFactory());
	}

	@Override
	protected void handleMessageInternal(Message<?> message) {
		CompletableFuture<?> sent = this.template.send(this.mapper.topic(message), this.mapper.event(message),
				this.mapper.payload(message));
		if (this.sync) {
			FutureResult.await(sent);
			return;
		}
		sent.whenComplete((nothing, failure) -> {
			if (failure != null) {
				failed(message, FutureResult.cause(failure));
			}
		});
	}

	private void failed(Message<?> message, Throwable failure) {
		MessageHandlingException error = new MessageHandlingException(message, failure);
		try {
			MessageChannel channel = errorChannel(message);
			if (channel != null) {
				this.errors.send(channel, new ErrorMessage(error));
				return;
			}
		}
		catch (RuntimeException ex) {
			error.addSuppressed(ex);
		}
		this.logger.error(error, "A message was not pushed, and no error channel could be told");
	}

	private @Nullable MessageChannel errorChannel(Message<?> message) {
		Object channel = message.getHeaders().getErrorChannel();
		if (channel instanceof MessageChannel resolved) {
			return resolved;
		}
		try {
			return getChannelResolver().resolveDestination(
					(channel != null) ? channel.toString() : IntegrationContextUtils.ERROR_CHANNEL_BEAN_NAME);
		}
		catch (DestinationResolutionException ex) {
			return null;
		}
	}

}
