package io.phoenixchannels.fleet.spring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.session.ChannelState;
import org.jspecify.annotations.Nullable;

/**
 * A topic that is joined while its shard is owned here. Used on the thread of
 * {@link FleetTopics} only, but for what is volatile.
 */
final class SharedTopic {

	private final PhoenixClient client;

	private final String topic;

	private final boolean resumes;

	private final Supplier<PhoenixRegistration> join;

	private final Cursor cursor;

	private @Nullable PhoenixRegistration registration;

	private @Nullable CompletableFuture<?> leaving;

	/** Until it is joined again, which nobody may do. */
	private boolean closedByServer;

	private boolean wanted = true;

	/** The last message when its channel was closed. */
	private volatile @Nullable PhoenixMessage lastWhenClosed;

	SharedTopic(PhoenixClient client, String topic, boolean resumes, Supplier<PhoenixRegistration> join,
			Cursor cursor) {
		this.client = client;
		this.topic = topic;
		this.resumes = resumes;
		this.join = join;
		this.cursor = cursor;
	}

	PhoenixClient client() {
		return this.client;
	}

	String topic() {
		return this.topic;
	}

	/**
	 * Whether it has a cursor that is worth keeping.
	 */
	boolean resumes() {
		return this.resumes;
	}

	Cursor cursor() {
		return this.cursor;
	}

	boolean isJoined() {
		return this.registration != null;
	}

	boolean isWanted() {
		return this.wanted;
	}

	void unwant() {
		this.wanted = false;
	}

	private PhoenixChannel channel() {
		return this.client.channel(this.topic);
	}

	/**
	 * Joins it.
	 * @param after the last message that another owner handled; null for none
	 */
	void join(@Nullable PhoenixMessage after) {
		if (after != null) {
			channel().resumeAfter(after);
		}
		this.lastWhenClosed = null;
		this.closedByServer = false;
		this.leaving = null;
		this.registration = this.join.get();
	}

	/**
	 * The last message that all handlers have seen.
	 */
	@Nullable PhoenixMessage lastMessage() {
		PhoenixMessage closed = this.lastWhenClosed;
		return (closed != null) ? closed : channel().lastMessage();
	}

	/**
	 * Leaves it.
	 * @return completes when it is left and all that had come before is handled, or the
	 * timeout is over; never fails
	 */
	CompletableFuture<?> leave(long timeoutMillis) {
		PhoenixRegistration registration = this.registration;
		CompletableFuture<?> leaving = this.leaving;
		if (registration == null) {
			return (leaving != null) ? leaving : CompletableFuture.completedFuture(null);
		}
		this.registration = null;
		CompletableFuture<@Nullable Void> left = new CompletableFuture<>();
		this.leaving = left;
		boolean alreadyClosed = this.closedByServer;
		registration.close();
		ChannelState state = channel().state();
		if (alreadyClosed || (state != ChannelState.LEAVING && state != ChannelState.CLOSED)) {
			// Closed before, or wanted by somebody else: nobody will tell.
			left.complete(null);
		}
		return left.completeOnTimeout(null, timeoutMillis, TimeUnit.MILLISECONDS);
	}

	/**
	 * Takes down what was handled last, in the order of the topic's messages.
	 */
	void closing() {
		this.lastWhenClosed = channel().lastMessage();
	}

	void closed(boolean byServer) {
		this.closedByServer = byServer && isJoined();
		if (this.leaving != null) {
			this.leaving.complete(null);
		}
	}

	void joined() {
		this.closedByServer = false;
		this.lastWhenClosed = null;
	}

}
