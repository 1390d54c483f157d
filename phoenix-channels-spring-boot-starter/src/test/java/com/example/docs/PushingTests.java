package com.example.docs;

import java.time.Duration;
import java.util.Map;

import com.example.docs.Pushing.Accepted;
import com.example.docs.Pushing.Order;
import com.example.docs.Pushing.Placed;
import io.phoenixchannels.test.EmbeddedPhoenixChannels;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.EmbeddedPhoenixServerBuilder;
import io.phoenixchannels.test.context.EmbeddedPhoenix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the page about pushing do what the page says.
 */
@SpringBootTest(properties = { "phoenix.channels.topics=orders:eu", "phoenix.channels.push.timeout=5s" })
@EmbeddedPhoenix(channels = PushingTests.Orders.class)
class PushingTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@Autowired
	private Pushing pushing;

	@Autowired
	private EmbeddedPhoenixServer phoenix;

	@BeforeEach
	void joined() {
		this.phoenix.awaitJoined("orders:eu");
	}

	@Test
	void theResponseIsRead() {
		assertThat(this.pushing.order(new Order("1", 2))).succeedsWithin(PATIENCE).isEqualTo(new Accepted("n-1"));
		assertThat(this.pushing.place(new Order("1", 2))).succeedsWithin(PATIENCE).isEqualTo(Placed.YES);
	}

	@Test
	void everyStatusIsAReply() {
		assertThat(this.pushing.verdict(new Order("1", 2))).succeedsWithin(PATIENCE).isEqualTo("ok");
		assertThat(this.pushing.verdict(new Order("1", 0))).succeedsWithin(PATIENCE).isEqualTo("error");
	}

	@Test
	void aRejectedPushWasNotPlaced() {
		assertThat(this.pushing.place(new Order("1", 0))).succeedsWithin(PATIENCE).isEqualTo(Placed.NO);
	}

	@Test
	void aBreakLeavesTheOutcomeOpen() {
		var placed = this.pushing.place(new Order("1", -1));
		this.phoenix.awaitPush("orders:eu", "place");
		this.phoenix.kill();
		assertThat(placed).succeedsWithin(PATIENCE).isEqualTo(Placed.PERHAPS);
	}

	@Test
	void nothingIsWaitedForWhenSending() {
		this.pushing.seen("1");
		assertThat(this.phoenix.awaitPush("orders:eu", "seen", Pushing.Seen.class)).isEqualTo(new Pushing.Seen("1"));
		this.pushing.picture(new byte[] { 1, 2, 3 });
		assertThat(this.phoenix.awaitPush("orders:eu", "picture").bytes()).containsExactly(1, 2, 3);
	}

	static class Orders implements EmbeddedPhoenixChannels {

		@Override
		public void configure(EmbeddedPhoenixServerBuilder phoenix) {
			phoenix.channel("orders:eu", (channel) -> channel.on("place", (push) -> {
				Order order = push.payload(Order.class);
				if (order.amount() == 0) {
					push.error(Map.of("reason", "nothing ordered"));
				}
				else if (order.amount() > 0) {
					push.ok(new Accepted("n-" + order.id()));
				}
			}).on("seen", (push) -> {
			}).on("picture", (push) -> {
			}));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Pushing.class)
	static class Application {

	}

}
