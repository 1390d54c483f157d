package io.phoenixchannels.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.listener.Delivery;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the fleet, for all clients together.
 *
 * @param enabled Whether this application shares topics with other instances of itself,
 * by the locks of a LockRegistry bean.
 * @param group Name of the fleet; the name of the application if not set. All instances
 * of it share their topics.
 * @param shards Number of shards that the topics are spread over; the same for all
 * instances of the fleet.
 * @param lease Time after which the shards of an instance that is not heard of may be
 * taken over.
 * @param rebalanceInterval Time between two looks at which instances came or went.
 * @param cursorInterval Time between two times that the cursors of topics that moved on
 * are stored.
 * @param cursorFields Fields of a JSON payload that its cursor keeps; the whole payload
 * if there are none.
 * @param delivery Delivery of topics about which nothing else is said.
 * @param clients Delivery of the topics of single clients, by their names; the one at the
 * top level is named default.
 * @param once Topics and topic patterns that are delivered to one instance of the fleet.
 * @param everywhere Topics and topic patterns that are delivered to each instance, also
 * if they are among those that are delivered once.
 */
@ConfigurationProperties("phoenix.channels.fleet")
public record PhoenixFleetProperties(@DefaultValue("false") boolean enabled, @Nullable String group,
		@DefaultValue("64") int shards, @DefaultValue("15s") Duration lease,
		@DefaultValue("500ms") Duration rebalanceInterval, @DefaultValue("1s") Duration cursorInterval,
		@DefaultValue List<String> cursorFields, @DefaultValue("everywhere") Delivery delivery,
		@DefaultValue Map<String, Delivery> clients, @DefaultValue List<String> once,
		@DefaultValue List<String> everywhere) {

	static final String PREFIX = PhoenixProperties.PREFIX + ".fleet";

}
