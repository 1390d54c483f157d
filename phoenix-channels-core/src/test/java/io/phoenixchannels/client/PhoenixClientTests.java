package io.phoenixchannels.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.session.Notice;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PhoenixClientTests {

	private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();

	private EmbeddedPhoenixServer server;

	private PhoenixClient client;

	record Shout(String body) {
	}

	@BeforeEach
	void start() {
		this.server = EmbeddedPhoenixServer.builder()
			.channel("room:*",
					(channel) -> channel.onJoin((join) -> join.ok(Map.of("room", join.topic()))).on("shout", (push) -> {
						push.broadcast("shout", push.payload());
						push.ok(Map.of("heard", true));
					}))
			.start();
		this.client = PhoenixClient.builder(this.server.url()).build();
		this.client.observe(this.notices::add);
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.server.close();
	}

	@Test
	void joinsHearsPushesAndComesBack() throws Exception {
		BlockingQueue<Shout> shouts = new LinkedBlockingQueue<>();
		PhoenixChannel room = this.client.channel("room:lobby");
		room.on("shout", Shout.class, shouts::add);
		var joined = room.join();
		this.client.connect().get(5, TimeUnit.SECONDS);
		assertThat(joined.get(5, TimeUnit.SECONDS).isOk()).isTrue();
		assertThat(room.push("shout", new Shout("hello")).get(5, TimeUnit.SECONDS).response(Object.class))
			.isEqualTo(Map.of("heard", true));
		assertThat(shouts.poll(5, TimeUnit.SECONDS)).isEqualTo(new Shout("hello"));
		this.server.kill();
		Notice.Gap gap = await(Notice.Gap.class);
		assertThat(gap.topic()).isEqualTo("room:lobby");
		this.server.broadcast("room:lobby", "shout", new Shout("again"));
		assertThat(shouts.poll(5, TimeUnit.SECONDS)).isEqualTo(new Shout("again"));
	}

	private <T extends Notice> T await(Class<T> type) throws InterruptedException {
		while (true) {
			Notice notice = this.notices.poll(5, TimeUnit.SECONDS);
			assertThat(notice).as("a " + type.getSimpleName()).isNotNull();
			if (type.isInstance(notice)) {
				return type.cast(notice);
			}
		}
	}

}
