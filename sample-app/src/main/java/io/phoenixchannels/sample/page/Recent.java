package io.phoenixchannels.sample.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The newest of many numbered things. Not safe for several threads.
 */
final class Recent<T> {

	private final Deque<Numbered<T>> things = new ArrayDeque<>();

	private final int capacity;

	Recent(int capacity) {
		this.capacity = capacity;
	}

	void add(long number, T thing) {
		if (this.things.size() == this.capacity) {
			this.things.removeFirst();
		}
		this.things.addLast(new Numbered<>(number, thing));
	}

	/**
	 * Those with a greater number, oldest first.
	 */
	List<T> since(long number) {
		return this.things.stream().filter((thing) -> thing.number() > number).map(Numbered::thing).toList();
	}

	private record Numbered<T>(long number, T thing) {
	}

}
