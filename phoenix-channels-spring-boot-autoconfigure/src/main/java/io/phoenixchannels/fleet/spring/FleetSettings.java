package io.phoenixchannels.fleet.spring;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.fleet.FleetPolicy;
import io.phoenixchannels.listener.Delivery;

/**
 * How a member of a fleet is set up.
 *
 * @param cursorInterval how often the cursors of topics that moved on are stored
 * @param cursorFields the fields of a JSON payload that a cursor keeps; none for all
 * @param drainTimeout how long a topic may take to finish before it moves all the same
 * @param delivery of topics about which nothing else is said
 * @param clients the delivery of the topics of single clients, by their names
 * @param everywhere topics that go to each instance, whatever is said otherwise
 * @param once topics that go to one instance, unless they go to each
 */
public record FleetSettings(FleetPolicy policy, Duration cursorInterval, List<String> cursorFields,
		Duration drainTimeout, Delivery delivery, Map<String, Delivery> clients, List<TopicPattern> everywhere,
		List<TopicPattern> once) {

	/**
	 * How a topic is delivered about which no listener says anything.
	 */
	public Delivery delivery(String client, String topic) {
		if (this.everywhere.stream().anyMatch((pattern) -> pattern.matches(topic))) {
			return Delivery.EVERYWHERE;
		}
		if (this.once.stream().anyMatch((pattern) -> pattern.matches(topic))) {
			return Delivery.ONCE;
		}
		return this.clients.getOrDefault(client, this.delivery);
	}

}
