package io.phoenixchannels.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import io.phoenixchannels.session.Deadlines.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The channels that wait for their turn to join on one connection. Phoenix works joins
 * off one after the other, each holding up the whole socket, so that joins sent all at
 * once would time out in their server's queue.
 */
final class JoinQueue {

	private final Turn turn;

	private final Set<Channel> waiting = new LinkedHashSet<>();

	private final Set<Channel> inFlight = new HashSet<>();

	private boolean open;

	private Instant earliestNext = Instant.MIN;

	private @Nullable Deadline resume;

	JoinQueue(Turn turn) {
		this.turn = turn;
	}

	void open() {
		this.open = true;
		admit();
	}

	/**
	 * The connection is gone: nothing is in flight any more, and everybody waits.
	 */
	void close() {
		this.open = false;
		this.inFlight.clear();
		this.turn.cancel(this.resume);
		this.resume = null;
	}

	void add(Channel channel) {
		this.waiting.add(channel);
		admit();
	}

	/**
	 * A channel no longer waits for its turn, or for an answer. The next ones are let go
	 * by the half of what may be in flight, so that they can be written together: the
	 * server has as many before it that it works off one after the other.
	 */
	void remove(Channel channel) {
		this.waiting.remove(channel);
		if (this.inFlight.remove(channel) && this.inFlight.size() <= this.turn.policy().join().maxInFlight() / 2) {
			admit();
		}
	}

	private void admit() {
		JoinPolicy policy = this.turn.policy().join();
		while (this.open && !this.waiting.isEmpty() && this.inFlight.size() < policy.maxInFlight() && mayGo(policy)) {
			Iterator<Channel> first = this.waiting.iterator();
			Channel channel = first.next();
			first.remove();
			this.inFlight.add(channel);
			channel.beginJoin();
		}
	}

	private boolean mayGo(JoinPolicy policy) {
		if (policy.rate() == 0) {
			return true;
		}
		Instant now = this.turn.now();
		if (now.isBefore(this.earliestNext)) {
			if (this.resume == null) {
				this.resume = this.turn.at(this.earliestNext, () -> {
					this.resume = null;
					admit();
				});
			}
			return false;
		}
		this.earliestNext = now.plus(Duration.ofSeconds(1).dividedBy(policy.rate()));
		return true;
	}

}
