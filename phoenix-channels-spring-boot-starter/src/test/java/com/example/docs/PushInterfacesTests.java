package com.example.docs;

import java.time.Duration;
import java.util.Map;

import com.example.docs.PushInterfaces.Chat;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.push.PhoenixPushScan;
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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The interface of the page about pushing does what the page says.
 */
@SpringBootTest(properties = "phoenix.channels.topics=room:lobby")
@EmbeddedPhoenix(channels = PushInterfacesTests.Server.class)
class PushInterfacesTests {

	@Autowired
	private Chat chat;

	@Autowired
	private Rooms rooms;

	@Autowired
	private EmbeddedPhoenixServer phoenix;

	@BeforeEach
	void joined() {
		this.phoenix.awaitJoined("room:lobby");
	}

	@Test
	void methodsOfTheInterfacePush() {
		assertThat(this.chat.say("lobby", "hello")).isEqualTo(5);
		assertThat(this.phoenix.awaitPush("room:lobby", "typing").payload()).isEmpty();
		assertThat(this.phoenix.awaitPush("room:lobby", "new_msg", Rooms.NewMessage.class))
			.isEqualTo(new Rooms.NewMessage("hello"));
	}

	@Test
	void rejectionIsThrown() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.chat.say("lobby", "")).withMessage("nothing said");
	}

	@Test
	void replyIsGivenWhateverItsStatusIs() {
		assertThat(this.rooms.rename("lobby", new Rooms.Name("salon"))).succeedsWithin(Duration.ofSeconds(10))
			.extracting(PhoenixReply::status)
			.isEqualTo("taken");
	}

	static class Server implements EmbeddedPhoenixChannels {

		@Override
		public void configure(EmbeddedPhoenixServerBuilder phoenix) {
			phoenix.channel("room:*", (channel) -> channel.on("typing", (push) -> {
			}).on("rename", (push) -> push.reply("taken", null)).on("new_msg", (push) -> {
				String body = push.payload(Rooms.NewMessage.class).body();
				if (body.isEmpty()) {
					push.error(Map.of("reason", "nothing said"));
				}
				else {
					push.ok(new Rooms.Posted(body.length()));
				}
			}));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@PhoenixPushScan
	@Import(Chat.class)
	static class Application {

	}

}
