package io.phoenixchannels.fleet.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all instances of a test handled.
 */
final class Ledger {

	private final Map<String, List<Entry>> byTopic = new ConcurrentHashMap<>();

	void add(String topic, int number, String instance) {
		List<Entry> entries = this.byTopic.computeIfAbsent(topic, (key) -> new ArrayList<>());
		synchronized (entries) {
			entries.add(new Entry(topic, number, instance, System.nanoTime()));
		}
	}

	List<Entry> entries(String topic) {
		List<Entry> entries = this.byTopic.computeIfAbsent(topic, (key) -> new ArrayList<>());
		synchronized (entries) {
			return List.copyOf(entries);
		}
	}

	List<Integer> numbers(String topic) {
		return entries(topic).stream().map(Entry::number).toList();
	}

	int size() {
		return this.byTopic.keySet().stream().mapToInt((topic) -> entries(topic).size()).sum();
	}

	record Entry(String topic, int number, String instance, long at) {

		Duration before(long moment) {
			return Duration.ofNanos(moment - this.at);
		}

	}

}
