package io.phoenixchannels.client;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;

/**
 * A registry that checks how it is used, and hands out what was stopped.
 */
final class RecordedObservations implements ObservationHandler<Observation.Context> {

	final TestObservationRegistry registry = TestObservationRegistry.create();

	final BlockingQueue<Observation.Context> stopped = new LinkedBlockingQueue<>();

	final BlockingQueue<Observation.Context> started = new LinkedBlockingQueue<>();

	RecordedObservations() {
		this.registry.observationConfig().observationHandler(this);
	}

	@Override
	public void onStart(Observation.Context context) {
		this.started.add(context);
	}

	@Override
	public void onStop(Observation.Context context) {
		this.stopped.add(context);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	Observation.Context next(String name) throws InterruptedException {
		while (true) {
			Observation.Context context = ClientTestSupport.next(this.stopped);
			if (context.getName().equals(name)) {
				return context;
			}
		}
	}

	static List<String> texts(KeyValues keyValues) {
		return keyValues.stream().map((KeyValue pair) -> pair.getKey() + "=" + pair.getValue()).toList();
	}

}
