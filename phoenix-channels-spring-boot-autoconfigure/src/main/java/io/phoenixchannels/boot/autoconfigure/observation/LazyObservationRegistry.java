package io.phoenixchannels.boot.autoconfigure.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The registry of the application, asked for when something is observed first. It needs
 * the meter registry, and that may need the clients, for their meters, before it is there
 * itself.
 */
final class LazyObservationRegistry implements ObservationRegistry {

	private final ObjectProvider<ObservationRegistry> provider;

	private volatile @Nullable ObservationRegistry registry;

	LazyObservationRegistry(ObjectProvider<ObservationRegistry> provider) {
		this.provider = provider;
	}

	private ObservationRegistry registry() {
		ObservationRegistry registry = this.registry;
		if (registry == null) {
			registry = this.provider.getIfUnique(() -> ObservationRegistry.NOOP);
			this.registry = registry;
		}
		return registry;
	}

	@Override
	public @Nullable Observation getCurrentObservation() {
		return registry().getCurrentObservation();
	}

	@Override
	public Observation.@Nullable Scope getCurrentObservationScope() {
		return registry().getCurrentObservationScope();
	}

	@Override
	public void setCurrentObservationScope(Observation.@Nullable Scope current) {
		registry().setCurrentObservationScope(current);
	}

	@Override
	public ObservationConfig observationConfig() {
		return registry().observationConfig();
	}

	@Override
	public boolean isNoop() {
		return registry().isNoop();
	}

}
