package io.phoenixchannels.listener;

import java.util.HashMap;
import java.util.Map;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixRegistration;

/**
 * The topics of one client that listeners and properties want: joined when the first one
 * wants them, with the params that are declared, and left when the last one no longer
 * does. Guarded by the registry's lock.
 */
final class WantedTopics {

	private final PhoenixClient client;

	private final DeclaredTopics declared;

	private final TopicDeliveries deliveries;

	private final Map<String, Integer> wants = new HashMap<>();

	private final Map<String, PhoenixRegistration> joins = new HashMap<>();

	WantedTopics(PhoenixClient client, DeclaredTopics declared, TopicDeliveries deliveries) {
		this.client = client;
		this.declared = declared;
		this.deliveries = deliveries;
	}

	void want(String topic) {
		if (this.wants.merge(topic, 1, Integer::sum) == 1) {
			this.joins.put(topic,
					(this.deliveries.of(this.client.name(), topic) == Delivery.ONCE) ? joinOnce(topic) : join(topic));
		}
	}

	void unwant(String topic) {
		if (this.wants.merge(topic, -1, Integer::sum) == 0) {
			this.wants.remove(topic);
			PhoenixRegistration join = this.joins.remove(topic);
			if (join != null) {
				join.close();
			}
		}
	}

	boolean isWanted(String topic) {
		return this.joins.containsKey(topic);
	}

	private PhoenixRegistration joinOnce(String topic) {
		return this.deliveries.ownership()
			.want(this.client, topic, this.declared.resumes(this.client.name(), topic), () -> join(topic));
	}

	private PhoenixRegistration join(String topic) {
		PhoenixChannel channel = this.client.channel(topic);
		DeclaredTopics.Join join = this.declared.join(this.client.name(), topic);
		if (join == null) {
			return channel.subscribe();
		}
		join.join(channel);
		return channel::leave;
	}

}
