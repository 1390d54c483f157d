package io.phoenixchannels.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the handlers of one client must hear: each message that came while its topic was
 * joined, once, and in the order of its topic.
 */
final class Deliveries {

	private final World world;

	private final boolean mayDrop;

	private final Map<String, Deque<Long>> expected = new LinkedHashMap<>();

	private long dropped;

	/**
	 * Creates an account.
	 * @param mayDrop whether messages may be missing
	 */
	Deliveries(World world, boolean mayDrop) {
		this.world = world;
		this.mayDrop = mayDrop;
	}

	void expect(String topic, long number) {
		this.expected.computeIfAbsent(topic, (any) -> new ArrayDeque<>()).addLast(number);
	}

	void delivered(String topic, long number) {
		this.world.saw(Seen.DELIVERED);
		Deque<Long> all = this.expected.getOrDefault(topic, new ArrayDeque<>());
		Long next = all.pollFirst();
		while (this.mayDrop && next != null && next != number) {
			this.dropped++;
			next = all.pollFirst();
		}
		if (next == null || next != number) {
			this.world.violated("message %s of %s is heard, but the next one is %s", number, topic, next);
		}
	}

	/**
	 * Nothing comes any more.
	 * @param dropped how many were dropped as the client says
	 */
	void close(long dropped) {
		this.expected.forEach((topic, all) -> {
			if (this.mayDrop) {
				this.dropped += all.size();
			}
			else if (!all.isEmpty()) {
				this.world.violated("message %s of %s was never heard", all.peekFirst(), topic);
			}
		});
		this.expected.clear();
		if (this.dropped > 0) {
			this.world.saw(Seen.DROPPED);
		}
		// Other messages than the numbered ones are dropped, too.
		if (this.dropped > dropped) {
			this.world.violated("%s messages are missing, but %s are counted", this.dropped, dropped);
		}
	}

}
