package io.phoenixchannels.contract;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.session.Notice;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client, the tap on its wire, and what it says about itself.
 */
final class TappedClient implements AutoCloseable {

	private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();

	private final PhoenixClient client;

	private final WireTap tap;

	TappedClient(PhoenixClient client, WireTap tap) {
		this.client = client;
		this.tap = tap;
		client.observe(this.notices::add);
	}

	PhoenixClient client() {
		return this.client;
	}

	WireTap tap() {
		return this.tap;
	}

	PhoenixChannel channel(String topic) {
		return this.client.channel(topic);
	}

	PhoenixChannel joined(String topic) {
		PhoenixChannel channel = this.client.channel(topic);
		assertThat(ContractSupport.get(channel.join()).isOk()).isTrue();
		return channel;
	}

	<T extends Notice> T notice(Class<T> type) {
		return notice(type, (notice) -> true);
	}

	/**
	 * The next notice of a type; those before it are skipped.
	 */
	<T extends Notice> T notice(Class<T> type, Predicate<T> wanted) {
		long deadline = System.nanoTime() + ContractSupport.PATIENCE.toNanos();
		while (true) {
			Notice notice = poll(deadline - System.nanoTime());
			if (type.isInstance(notice) && wanted.test(type.cast(notice))) {
				return type.cast(notice);
			}
		}
	}

	private Notice poll(long nanos) {
		try {
			Notice notice = this.notices.poll(nanos, TimeUnit.NANOSECONDS);
			assertThat(notice).as("the notice that was waited for").isNotNull();
			return notice;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The notices that came and were not asked for yet.
	 */
	BlockingQueue<Notice> notices() {
		return this.notices;
	}

	/**
	 * Waits until a topic is joined once more.
	 */
	void awaitRejoin(String topic) {
		notice(Notice.ChannelJoined.class, (joined) -> joined.topic().equals(topic) && joined.rejoin());
	}

	@Override
	public void close() {
		this.client.close();
	}

}
