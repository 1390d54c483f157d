package io.phoenixchannels.boot.metrics;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixRegistration;

/**
 * Registers the {@link PhoenixMeterDocumentation meters} of clients. Bind it before the
 * clients connect, once for each registry: what happens before is not counted.
 */
public final class PhoenixMetrics implements MeterBinder, AutoCloseable {

	private final List<PhoenixClient> clients;

	private final List<PhoenixRegistration> registrations = new CopyOnWriteArrayList<>();

	/**
	 * Will watch these clients.
	 * @param clients each with its own name
	 */
	public PhoenixMetrics(Collection<? extends PhoenixClient> clients) {
		this.clients = List.copyOf(clients);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (PhoenixClient client : this.clients) {
			ClientMeters meters = new ClientMeters(client, registry);
			meters.registerObserved();
			this.registrations.add(client.observe(new NoticeMeters(meters)));
		}
	}

	/**
	 * No longer watches the clients. The meters stay in their registries.
	 */
	@Override
	public void close() {
		this.registrations.forEach(PhoenixRegistration::close);
		this.registrations.clear();
	}

}
