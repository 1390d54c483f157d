package io.phoenixchannels.listener;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

import io.phoenixchannels.client.TopicPattern;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.retry.RetryPolicy;

/**
 * A listener of messages.
 *
 * @param topics the exact ones are joined while the listener runs
 * @param events to hear; none means all that are not reserved
 * @param errorHandler what happens when it fails; null to log it
 * @param executor what it is called on; null for where the client calls it
 * @param retryPolicy when it is called again after a failure; null for what holds for all
 * listeners of its client
 * @param order where it comes among the listeners of the same topic and event, lower ones
 * first
 * @param delivery to how many instances its topics are delivered; null for what the
 * properties say
 */
public record PhoenixListenerEndpoint(String id, @Nullable String client, List<TopicPattern> topics,
		List<String> events, boolean autoStartup, ListenerHandler handler,
		@Nullable PhoenixListenerErrorHandler errorHandler, @Nullable Executor executor,
		@Nullable RetryPolicy retryPolicy, int order, @Nullable Delivery delivery,
		String description) implements ListenerEndpoint {

	public PhoenixListenerEndpoint {
		topics = ListenerEndpoint.topics(topics, description);
		events = events.stream().distinct().toList();
		if (events.stream().anyMatch(String::isBlank)) {
			throw new InvalidListenerException(description,
					"it has an empty event. Name the event, or no event to hear all");
		}
	}

	/**
	 * A listener that is called where its client calls it, in the last place.
	 */
	public PhoenixListenerEndpoint(String id, @Nullable String client, List<TopicPattern> topics, List<String> events,
			boolean autoStartup, ListenerHandler handler, @Nullable PhoenixListenerErrorHandler errorHandler,
			String description) {
		this(id, client, topics, events, autoStartup, handler, errorHandler, null, null, Ordered.LOWEST_PRECEDENCE,
				null, description);
	}

	/**
	 * Begins a listener.
	 * @param id unique in the registry
	 */
	public static Builder builder(String id) {
		return new Builder(id);
	}

	/**
	 * The same listener with another error handler.
	 */
	public PhoenixListenerEndpoint withErrorHandler(@Nullable PhoenixListenerErrorHandler other) {
		return new PhoenixListenerEndpoint(this.id, this.client, this.topics, this.events, this.autoStartup,
				this.handler, other, this.executor, this.retryPolicy, this.order, this.delivery, this.description);
	}

	@Override
	public boolean joins() {
		return true;
	}

	/**
	 * Collects what a listener is. Topics and a handler are needed.
	 */
	public static final class Builder {

		private final String id;

		private @Nullable String client;

		private List<TopicPattern> topics = List.of();

		private List<String> events = new ArrayList<>();

		private boolean autoStartup = true;

		private @Nullable ListenerHandler handler;

		private @Nullable PhoenixListenerErrorHandler errorHandler;

		private @Nullable Executor executor;

		private @Nullable RetryPolicy retryPolicy;

		private int order = Ordered.LOWEST_PRECEDENCE;

		private @Nullable Delivery delivery;

		private String description;

		private Builder(String id) {
			this.id = id;
			this.description = "'" + id + "'";
		}

		/**
		 * The name of the client.
		 * @param client null for the default one, which it is anyway
		 */
		public Builder client(@Nullable String client) {
			this.client = client;
			return this;
		}

		/**
		 * The topics: exact ones, <code>prefix:*</code>, or with
		 * <code>{variables}</code>.
		 * @throws IllegalArgumentException if one is no topic
		 */
		public Builder topics(String... topics) {
			return topics(Arrays.stream(topics).map(TopicPattern::parse).toList());
		}

		public Builder topics(List<TopicPattern> topics) {
			this.topics = topics;
			return this;
		}

		/**
		 * The events; none, which it is anyway, for all that are not reserved.
		 */
		public Builder events(String... events) {
			return events(List.of(events));
		}

		public Builder events(List<String> events) {
			this.events = events;
			return this;
		}

		/**
		 * Whether it starts with the registry, which it does anyway.
		 */
		public Builder autoStartup(boolean autoStartup) {
			this.autoStartup = autoStartup;
			return this;
		}

		/**
		 * What it does with a message.
		 */
		public Builder handler(ListenerHandler handler) {
			this.handler = handler;
			return this;
		}

		/**
		 * What happens when it fails.
		 * @param errorHandler null for that of all listeners
		 */
		public Builder errorHandler(@Nullable PhoenixListenerErrorHandler errorHandler) {
			this.errorHandler = errorHandler;
			return this;
		}

		/**
		 * What it is called on.
		 * @param executor null for where the client calls it
		 */
		public Builder executor(@Nullable Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * When it is called again after a failure.
		 * @param retryPolicy null for that of all listeners of its client;
		 * {@link RetryPolicy#withMaxRetries withMaxRetries(0)} for never
		 */
		public Builder retryPolicy(@Nullable RetryPolicy retryPolicy) {
			this.retryPolicy = retryPolicy;
			return this;
		}

		/**
		 * Where it comes among the listeners of the same topic and event; in the last
		 * place anyway.
		 */
		public Builder order(int order) {
			this.order = order;
			return this;
		}

		/**
		 * To how many instances of the application its topics are delivered.
		 * @param delivery null for what the properties say, which it is anyway
		 */
		public Builder delivery(@Nullable Delivery delivery) {
			this.delivery = delivery;
			return this;
		}

		/**
		 * What people know it by; the id anyway.
		 */
		public Builder description(String description) {
			this.description = description;
			return this;
		}

		/**
		 * Makes the listener.
		 * @throws InvalidListenerException if something is missing or makes no sense
		 */
		public PhoenixListenerEndpoint build() {
			if (this.handler == null) {
				throw new InvalidListenerException(this.description,
						"it has no handler. Say what it does with a message");
			}
			return new PhoenixListenerEndpoint(this.id, this.client, this.topics, this.events, this.autoStartup,
					this.handler, this.errorHandler, this.executor, this.retryPolicy, this.order, this.delivery,
					this.description);
		}

	}

}
