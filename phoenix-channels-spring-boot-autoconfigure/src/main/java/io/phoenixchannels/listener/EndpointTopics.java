package io.phoenixchannels.listener;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.TopicPattern;

/**
 * The topics that endpoints join, and those that are declared, on all clients. Guarded by
 * the registry's lock.
 */
final class EndpointTopics {

	private final Map<String, WantedTopics> byClient = new LinkedHashMap<>();

	private final ListenerClients clients;

	private final DeclaredTopics declared;

	private final TopicDeliveries deliveries;

	EndpointTopics(Collection<PhoenixClient> clients, ListenerClients byName, DeclaredTopics declared,
			TopicDeliveries deliveries) {
		clients.forEach((client) -> this.byClient.put(client.name(), new WantedTopics(client, declared, deliveries)));
		this.clients = byName;
		this.declared = declared;
		this.deliveries = deliveries;
	}

	/**
	 * Checks how the topics of an endpoint are delivered.
	 * @throws InvalidListenerException if others are delivered in another way
	 */
	void check(ListenerEndpoint endpoint) {
		String client = this.clients.of(endpoint).name();
		for (String topic : joined(endpoint)) {
			Delivery delivery = endpoint.delivery();
			if (delivery != null && wanted(endpoint).isWanted(topic) && this.deliveries.of(client, topic) != delivery) {
				throw new InvalidListenerException(endpoint.description(),
						"its delivery of '" + topic + "' comes too late, as the topic is joined already, in another"
								+ " way. Set it for the topic at phoenix.channels.fleet.once");
			}
		}
		this.deliveries.check(endpoint, client);
	}

	void declare(ListenerEndpoint endpoint) {
		this.deliveries.declare(endpoint, this.clients.of(endpoint).name());
	}

	void forget(ListenerEndpoint endpoint) {
		this.deliveries.forget(endpoint, this.clients.of(endpoint).name());
	}

	void want(ListenerEndpoint endpoint) {
		joined(endpoint).forEach(wanted(endpoint)::want);
	}

	void unwant(ListenerEndpoint endpoint) {
		joined(endpoint).forEach(wanted(endpoint)::unwant);
	}

	void wantDeclared() {
		forEachDeclared(WantedTopics::want);
	}

	void unwantDeclared() {
		forEachDeclared(WantedTopics::unwant);
	}

	private void forEachDeclared(BiConsumer<WantedTopics, String> action) {
		this.byClient
			.forEach((client, wanted) -> this.declared.topics(client).forEach((topic) -> action.accept(wanted, topic)));
	}

	/**
	 * The topics of one client: those that are declared, and those of some of its
	 * endpoints.
	 */
	Set<String> of(String client, List<ListenerEndpoint> endpoints) {
		Set<String> topics = new TreeSet<>(this.declared.topics(client));
		endpoints.forEach((endpoint) -> topics.addAll(joined(endpoint)));
		return topics;
	}

	private static List<String> joined(ListenerEndpoint endpoint) {
		return !endpoint.joins() ? List.of()
				: endpoint.topics().stream().filter(TopicPattern::isExact).map(TopicPattern::toString).toList();
	}

	private WantedTopics wanted(ListenerEndpoint endpoint) {
		return Objects.requireNonNull(this.byClient.get(this.clients.of(endpoint).name()));
	}

}
