package io.phoenixchannels.fleet;

import java.util.concurrent.atomic.LongAdder;

/**
 * What an instance did so far. For any thread.
 */
public final class FleetCounters {

	private final LongAdder taken = new LongAdder();

	private final LongAdder givenBack = new LongAdder();

	private final LongAdder lost = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final LongAdder cursorsStored = new LongAdder();

	private final LongAdder cursorsFailed = new LongAdder();

	private volatile int members;

	private volatile int slot = -1;

	void taken() {
		this.taken.increment();
	}

	void givenBack() {
		this.givenBack.increment();
	}

	void lost() {
		this.lost.increment();
	}

	/**
	 * A message came after its lease, or for a topic that is not owned here.
	 */
	public void refused() {
		this.refused.increment();
	}

	public void cursorStored() {
		this.cursorsStored.increment();
	}

	public void cursorFailed() {
		this.cursorsFailed.increment();
	}

	void fleet(int members, int slot) {
		this.members = members;
		this.slot = slot;
	}

	/**
	 * All numbers now.
	 */
	public Numbers numbers() {
		return new Numbers(this.members, this.slot, this.taken.sum(), this.givenBack.sum(), this.lost.sum(),
				this.refused.sum(), this.cursorsStored.sum(), this.cursorsFailed.sum());
	}

	/**
	 * Numbers since the start.
	 *
	 * @param members instances of the fleet, as this one knows them
	 * @param slot number of this instance among them; -1 if it has none yet
	 * @param taken shards that this instance took over
	 * @param givenBack shards that it gave back in good order
	 * @param lost shards whose lease lapsed here
	 * @param refused messages that were not handled, as their shard was not owned
	 * @param cursorsStored cursors that were stored
	 * @param cursorsFailed cursors that could not be read or stored
	 */
	public record Numbers(int members, int slot, long taken, long givenBack, long lost, long refused,
			long cursorsStored, long cursorsFailed) {
	}

}
