package io.phoenixchannels.contract;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.ProtocolVersion;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.Notice;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the server sends of its own accord.
 */
class MessageContractTests extends ContractSupport {

	private final BlockingQueue<PhoenixMessage> heard = new LinkedBlockingQueue<>();

	private static String joinRef(TappedClient client) {
		return json(client.tap().sent("phx_join").get(0).ref()).asString();
	}

	@BothVersions
	void broadcastsAndPushesAreBothHeard(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		room.onMessage(this.heard::add);
		boolean two = version == ProtocolVersion.V2;
		get(room.send("shout", new Shout("broadcast")));
		PhoenixMessage broadcast = next(this.heard);
		assertThat(broadcast.payload(Shout.class)).isEqualTo(new Shout("broadcast"));
		assertThat(broadcast.joinRef()).isNull();
		get(room.send("intercepted", new Shout("intercepted")));
		PhoenixMessage intercepted = next(this.heard);
		assertThat(intercepted.payload(JsonNode.class))
			.isEqualTo(json("{\"body\":\"intercepted\",\"via\":\"handle_out\"}"));
		assertThat(intercepted.joinRef()).isEqualTo(two ? joinRef(client) : null);
		get(room.send("push_me", new Shout("push")));
		PhoenixMessage push = next(this.heard);
		assertThat(push.event()).isEqualTo("pushed");
		assertThat(push.joinRef()).isEqualTo(two ? joinRef(client) : null);
		this.admin.broadcast(room(), "news", "{\"from\":\"outside\"}");
		PhoenixMessage outside = next(this.heard);
		assertThat(outside.event()).isEqualTo("news");
		assertThat(outside.payload(JsonNode.class)).isEqualTo(json("{\"from\":\"outside\"}"));
		assertThat(outside.ref()).isNull();
	}

	@BothVersions
	void whatFollowsTheJoinAtOnceIsHeard(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.channel(room());
		room.on("after_join", this.heard::add);
		get(room.join(Map.of("push_after_join", true)));
		assertThat(next(this.heard).payload(JsonNode.class)).isEqualTo(json("{\"joined\":true}"));
	}

	@BothVersions
	void aBroadcastFromTheSenderReachesTheOthersOnly(ProtocolVersion version) {
		PhoenixChannel sender = connect(version).joined(room());
		PhoenixChannel other = connect(version).joined(room());
		BlockingQueue<PhoenixMessage> own = new LinkedBlockingQueue<>();
		sender.onMessage(own::add);
		other.onMessage(this.heard::add);
		get(sender.push("shout_from", new Shout("to the others")));
		get(sender.push("shout_reply", new Shout("to all")));
		assertThat(next(this.heard).payload(Shout.class)).isEqualTo(new Shout("to the others"));
		assertThat(next(own).payload(Shout.class)).isEqualTo(new Shout("to all"));
	}

	@BothVersions
	void aFloodArrivesCompleteAndInOrder(ProtocolVersion version) {
		PhoenixChannel room = connect(version).joined(room());
		room.on("tick", this.heard::add);
		assertThat(get(room.push("flood", Map.of("n", 2000, "size", 100))).isOk()).isTrue();
		List<Integer> seen = IntStream.range(0, 2000)
			.map((i) -> next(this.heard).payload(JsonNode.class).get("seq").asInt())
			.boxed()
			.toList();
		assertThat(seen).isEqualTo(IntStream.rangeClosed(1, 2000).boxed().toList());
	}

	@BothVersions
	void aMessageOfAMegabyteIsHeardWhole(ProtocolVersion version) {
		PhoenixChannel room = connect(version).joined(room());
		JsonNode response = get(room.push("big", Map.of("size", 1_000_000))).response(JsonNode.class);
		assertThat(response.get("data").asString()).hasSize(1_000_000);
	}

	@OneVersion
	void aMessageOfAnEarlierJoinIsDropped() {
		TappedClient client = connect(ProtocolVersion.V2);
		PhoenixChannel room = client.joined(room());
		room.onMessage(this.heard::add);
		client.tap().hold((frame) -> frame.isEvent("pushed"));
		get(room.send("push_me", new Shout("late")));
		client.tap().awaitReceived("pushed");
		get(room.leave());
		get(room.join());
		client.tap().release();
		Notice.FrameIgnored ignored = client.notice(Notice.FrameIgnored.class,
				(notice) -> notice.event().equals("pushed"));
		assertThat(ignored.why()).isEqualTo(Notice.FrameIgnored.Why.STALE_JOIN);
		get(room.send("push_me", new Shout("new")));
		assertThat(next(this.heard).payload(Shout.class)).isEqualTo(new Shout("new"));
	}

	@BothVersions
	void aBroadcastIsNotHeardBeforeTheTopicIsJoined(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.channel(room());
		room.onMessage(this.heard::add);
		client.tap().hold((frame) -> frame.incoming() && frame.isEvent("phx_reply"));
		room.join();
		client.tap().awaitReceived("phx_reply");
		this.admin.broadcast(room(), "news", "{}");
		Notice.FrameIgnored ignored = client.notice(Notice.FrameIgnored.class);
		assertThat(ignored.why()).isEqualTo(Notice.FrameIgnored.Why.NOT_JOINED);
		assertThat(room.state()).isEqualTo(ChannelState.JOINING);
		client.tap().release();
		client.notice(Notice.ChannelJoined.class);
		this.admin.broadcast(room(), "heard", "{}");
		assertThat(next(this.heard).event()).isEqualTo("heard");
	}

	@BothVersions
	void twoHoldersOfATopicShareOneJoinAndBothHear(ProtocolVersion version) {
		TappedClient client = connect(version);
		client.channel(room()).on("shout", this.heard::add);
		client.channel(room()).on("shout", this.heard::add);
		client.joined(room());
		PhoenixChannel room = client.joined(room());
		get(room.send("shout", new Shout("once")));
		assertThat(List.of(next(this.heard), next(this.heard))).extracting((message) -> message.payload(Shout.class))
			.containsExactly(new Shout("once"), new Shout("once"));
		assertThat(client.tap().sent("phx_join")).hasSize(1);
	}

	@BothVersions
	void aHandlerThatThrowsHurtsNobodyElse(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		room.on("shout", (message) -> {
			throw new IllegalStateException("This handler always fails");
		});
		room.on("shout", this.heard::add);
		for (int i = 0; i < 3; i++) {
			Shout shout = new Shout("number " + i);
			get(room.send("shout", shout));
			assertThat(next(this.heard).payload(Shout.class)).isEqualTo(shout);
		}
		assertThat(client.notice(Notice.HandlerFailed.class).failure()).hasMessage("This handler always fails");
		assertThat(client.tap().attempts()).isEqualTo(1);
		assertAnswers(room);
	}

	@BothVersions
	void handlersOfOneEventRunInOrderAfterThoseOfAllEvents(ProtocolVersion version) {
		PhoenixChannel room = connect(version).joined(room());
		BlockingQueue<String> calls = new LinkedBlockingQueue<>();
		room.on("shout", (message) -> calls.add("first"));
		room.on("shout", (message) -> calls.add("second"));
		room.onMessage((message) -> calls.add("any"));
		get(room.send("shout", null));
		assertThat(List.of(next(calls), next(calls), next(calls))).containsExactly("any", "first", "second");
	}

	@BothVersions
	void aPatternHearsTheTopicsThatOthersJoined(ProtocolVersion version) {
		TappedClient client = connect(version);
		client.client().on(TopicPattern.parse("room:*"), "shout", this.heard::add);
		get(client.joined(room()).send("shout", null));
		assertThat(next(this.heard).topic()).isEqualTo(room());
		assertThat(client.tap().sent("phx_join")).hasSize(1);
	}

	@BothVersions
	void aFrameThatCannotBeReadIsSkipped(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		for (String unreadable : List.of("", "{", "[]", "[null,null,1]", "{\"topic\":1}", "null", "42")) {
			client.tap().receive(new WireMessage.Text(unreadable));
			client.notice(Notice.FrameUnreadable.class);
		}
		assertAnswers(room);
		assertThat(client.tap().attempts()).isEqualTo(1);
	}

}
