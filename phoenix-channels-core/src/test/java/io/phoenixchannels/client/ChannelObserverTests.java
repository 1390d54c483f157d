package io.phoenixchannels.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import io.phoenixchannels.session.Notice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens to a topic is told in its place among the messages of the topic.
 */
class ChannelObserverTests extends ClientTestSupport {

	private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

	@BeforeEach
	void connect() {
		connected();
	}

	@Test
	void gapComesAfterWhatWasHeardBeforeItAndBeforeWhatComesAfterIt() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch blocked = new CountDownLatch(1);
		this.client.observe(TopicPattern.parse("room:{room}"), this.heard::add);
		PhoenixChannel room = this.client.channel("room:lobby");
		room.on("shout", Shout.class, (shout) -> {
			blocked.countDown();
			await(release);
			this.heard.add(shout.body());
		});
		get(room.join());
		assertThat(next(this.heard)).isInstanceOf(Notice.ChannelJoined.class);
		this.server.broadcast("room:lobby", "shout", new Shout("before"));
		await(blocked);
		this.server.kill();
		notice(Notice.Gap.class);
		this.server.broadcast("room:lobby", "shout", new Shout("after"));
		release.countDown();
		assertThat(next(this.heard)).isEqualTo("before");
		Object rejoined = next(this.heard);
		assertThat(rejoined).isInstanceOfSatisfying(Notice.ChannelJoined.class,
				(joined) -> assertThat(joined.rejoin()).isTrue());
		assertThat(next(this.heard)).isInstanceOf(Notice.Gap.class);
		assertThat(next(this.heard)).isEqualTo("after");
	}

	@Test
	void observerHearsMatchingTopicsUntilItIsClosedAndJoinsNone() throws Exception {
		PhoenixRegistration registration = this.client.observe(TopicPattern.exactly("room:a"), this.heard::add);
		this.client.observe(TopicPattern.parse("other:*"), this.heard::add);
		assertThat(this.client.status().channels()).isEmpty();
		joined("room:a");
		joined("room:b");
		assertThat(next(this.heard)).isInstanceOfSatisfying(Notice.ChannelJoined.class,
				(joined) -> assertThat(joined.topic()).isEqualTo("room:a"));
		get(this.client.leave("room:a"));
		assertThat(next(this.heard)).isEqualTo(new Notice.ChannelClosed("room:a", false));
		registration.close();
		joined("room:a");
		notice(Notice.ChannelJoined.class, (joined) -> joined.topic().equals("room:a"));
		this.server.crashChannel("room:a");
		notice(Notice.ChannelErrored.class);
		assertThat(this.heard).isEmpty();
	}

	@Test
	void rejectionsErrorsAndClosesAreTold() throws Exception {
		this.client.observe(TopicPattern.parse("room:*"), this.heard::add);
		this.server.refuseJoins("room:a", Map.of("reason", "full"));
		this.client.join("room:a");
		assertThat(next(this.heard)).isInstanceOfSatisfying(Notice.JoinRejected.class,
				(rejected) -> assertThat(rejected.reply().reason()).isEqualTo("full"));
		this.server.acceptJoins();
		await(this.heard, Notice.ChannelJoined.class);
		this.server.crashChannel("room:a");
		await(this.heard, Notice.ChannelErrored.class);
		await(this.heard, Notice.Gap.class);
		this.server.closeChannel("room:a");
		await(this.heard, Notice.ChannelClosed.class);
	}

	@Test
	void failureIsCountedAndStopsNobody() throws Exception {
		this.client.observe(TopicPattern.parse("room:*"), (notice) -> {
			throw new IllegalStateException("on purpose");
		});
		this.client.observe(TopicPattern.parse("room:*"), this.heard::add);
		PhoenixChannel room = joined("room:a");
		assertThat(next(this.heard)).isInstanceOf(Notice.ChannelJoined.class);
		assertThat(notice(Notice.HandlerFailed.class).event()).isEqualTo("ChannelJoined");
		assertThat(this.client.counters().handlerFailures()).isEqualTo(1);
		assertThat(get(room.push("echo", List.of(1))).isOk()).isTrue();
	}

	private static void await(BlockingQueue<Object> heard, Class<?> type) throws InterruptedException {
		while (!type.isInstance(next(heard))) {
			continue;
		}
	}

}
