package io.phoenixchannels.boot.info;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.phoenixchannels.client.PhoenixChannelsVersion;
import io.phoenixchannels.client.PhoenixClient;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * The version of the library, and where each client connects to, without anything secret.
 */
public class PhoenixInfoContributor implements InfoContributor {

	private final Collection<PhoenixClient> clients;

	/**
	 * Tells of clients, in this order.
	 */
	public PhoenixInfoContributor(Collection<PhoenixClient> clients) {
		this.clients = clients;
	}

	@Override
	public void contribute(Info.Builder builder) {
		Map<String, Object> clients = new TreeMap<>();
		for (PhoenixClient client : this.clients) {
			clients.put(client.name(), Map.of("target", client.target(), "protocolVersion",
					client.protocolVersion().name().toLowerCase(Locale.ROOT)));
		}
		Map<String, Object> details = new LinkedHashMap<>();
		String version = PhoenixChannelsVersion.getVersion();
		if (version != null) {
			details.put("version", version);
		}
		details.put("clients", clients);
		builder.withDetail("phoenixChannels", details);
	}

}
