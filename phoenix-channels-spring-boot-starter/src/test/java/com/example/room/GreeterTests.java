package com.example.room;

import java.time.Duration;
import java.util.Map;

import com.example.room.Greeter.Arrived;
import com.example.room.Greeter.Shout;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.context.EmbeddedPhoenix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@EmbeddedPhoenix(channels = Rooms.class)
class GreeterTests {

	@Autowired
	private EmbeddedPhoenixServer phoenix;

	@BeforeEach
	void joined() {
		this.phoenix.awaitJoined("room:lobby");
	}

	@Test
	void greetsWhoArrives() {
		this.phoenix.broadcast("room:lobby", "arrived", new Arrived("Ada"));
		assertThat(this.phoenix.awaitPush("room:lobby", "shout", Shout.class)).isEqualTo(new Shout("Welcome, Ada!"));
	}

	@Test
	void greetsInOrder() {
		this.phoenix.broadcast("room:lobby", "arrived", new Arrived("Ada"));
		this.phoenix.broadcast("room:lobby", "arrived", new Arrived("Joe"));
		assertThat(this.phoenix.awaitPushes(2, "room:lobby", "shout", Shout.class))
			.containsExactly(new Shout("Welcome, Ada!"), new Shout("Welcome, Joe!"));
	}

	@Test
	void greetsNobodyWithoutAName() {
		this.phoenix.broadcast("room:lobby", "arrived", new Arrived(""));
		this.phoenix.expectNoPush("room:lobby", "shout", Duration.ofMillis(200));
	}

	@Test
	void comesBackWhenTheConnectionIsCut() {
		this.phoenix.kill();
		this.phoenix.awaitJoined("room:lobby");
		greetsWhoArrives();
	}

	@Test
	void keepsTryingWhenItIsNotLetIn() {
		this.phoenix.refuseJoins("room:lobby", Map.of("reason", "full"));
		this.phoenix.crashChannel("room:lobby");
		this.phoenix.awaitJoin("room:lobby");
		this.phoenix.acceptJoins();
		this.phoenix.awaitJoined("room:lobby");
	}

}
