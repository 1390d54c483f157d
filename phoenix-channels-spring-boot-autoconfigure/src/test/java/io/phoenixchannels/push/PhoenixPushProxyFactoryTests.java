package io.phoenixchannels.push;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.annotation.TopicVariable;
import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.template.PhoenixTemplate;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.AliasFor;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What calls of an interface ask for, on a client that writes it down.
 */
class PhoenixPushProxyFactoryTests {

	private final FakePhoenixClient client = new FakePhoenixClient("default");

	private final FakePhoenixClient alerts = new FakePhoenixClient("alerts");

	private final PhoenixPushProxyFactory factory = PhoenixPushProxyFactory.builder()
		.operations(new PhoenixTemplate(this.client))
		.operations("alerts", new PhoenixTemplate(this.alerts))
		.embeddedValueResolver((value) -> value.replace("${area}", "eu"))
		.build();

	@Test
	void whatIsReturnedSaysWhatIsAskedFor() {
		Rooms rooms = this.factory.createClient(Rooms.class);
		rooms.send("lobby", "text");
		rooms.sendLater("lobby", 1);
		rooms.ask("lobby", null);
		rooms.find("lobby", Map.of("id", 1));
		assertThat(this.client.calls()).containsExactly("send room:lobby send text", "send room:lobby send 1",
				"push room:lobby ask null",
				"push room:lobby find {id=1} java.util.Map<java.lang.String, java.lang.Integer>");
	}

	@Test
	void monoPushesAtEachSubscriptionAndNotBefore() {
		Mono<PhoenixReply> mono = this.factory.createClient(Rooms.class).later("lobby");
		assertThat(this.client.calls()).isEmpty();
		mono.subscribe();
		mono.subscribe();
		assertThat(this.client.calls()).containsExactly("push room:lobby later null", "push room:lobby later null");
	}

	@Test
	void topicIsMadeOfItsVariablesWhereverTheyStand() {
		Topics topics = this.factory.createClient(Topics.class);
		topics.several(7, "payload", Area.NORTH);
		topics.none();
		assertThat(this.client.calls()).containsExactly("send a:NORTH:b7:c move payload", "send eu:all move null");
	}

	@Test
	void valueThatWouldMakeItAnotherTopicIsRefused() {
		Rooms rooms = this.factory.createClient(Rooms.class);
		assertThatIllegalArgumentException().isThrownBy(() -> rooms.send("lobby:admin", ""))
			.withMessage("The topic variable {room} is 'lobby:admin', but stands for one or more characters other than"
					+ " ':'. For topics as a whole, use PhoenixOperations");
		assertThatIllegalArgumentException().isThrownBy(() -> rooms.send("", ""))
			.withMessageStartingWith("The topic variable {room} is '', but");
		assertThatIllegalArgumentException().isThrownBy(() -> rooms.send(null, ""))
			.withMessageStartingWith("The topic variable {room} is null, but");
		assertThat(this.client.calls()).isEmpty();
	}

	@Test
	void variablesAreConverted() {
		DefaultConversionService conversionService = new DefaultConversionService();
		conversionService.addConverter(Area.class, String.class, (area) -> area.name().toLowerCase());
		PhoenixPushProxyFactory.builder()
			.operations(new PhoenixTemplate(this.client))
			.conversionService(conversionService)
			.embeddedValueResolver((value) -> value.replace("${area}", "eu"))
			.build()
			.createClient(Topics.class)
			.several(7, "payload", Area.NORTH);
		assertThat(this.client.calls()).containsExactly("send a:north:b7:c move payload");
	}

	@Test
	void methodSaysOtherwiseThanItsInterface() {
		Alerts alerts = this.factory.createClient(Alerts.class);
		alerts.raise("fire");
		alerts.tell("all clear");
		assertThat(this.alerts.calls()).containsExactly("within PT2S", "send alerts:eu raise fire", "within PT0.5S",
				"send room:lobby tell all clear");
		assertThat(this.client.calls()).isEmpty();
	}

	@Test
	void annotationsAreComposedAndInherited() {
		Orders orders = this.factory.createClient(Orders.class);
		orders.place(new Order("a"));
		orders.placeAll("b", "c");
		assertThat(this.client.calls()).containsExactly("push orders:eu place Order[id=a] java.lang.String",
				"push orders:eu place Order[id=b] java.lang.String",
				"push orders:eu place Order[id=c] java.lang.String");
	}

	@Test
	void proxyIsAnObjectLikeOthers() {
		Rooms rooms = this.factory.createClient(Rooms.class);
		assertThat(rooms).hasToString("pushes of " + Rooms.class.getName());
		assertThat(rooms).isEqualTo(rooms).hasSameHashCodeAs(rooms);
		assertThat(this.client.calls()).isEmpty();
	}

	enum Area {

		NORTH

	}

	record Order(String id) {
	}

	@PhoenixPush(topic = "room:{room}")
	interface Rooms {

		@PhoenixPush(event = "send")
		void send(@TopicVariable String room, String payload);

		@PhoenixPush(event = "send")
		CompletableFuture<Void> sendLater(@TopicVariable("room") String name, @Payload int payload);

		@PhoenixPush(event = "ask")
		CompletableFuture<PhoenixReply> ask(@TopicVariable String room, Object payload);

		@PhoenixPush(event = "find")
		CompletableFuture<Map<String, Integer>> find(@TopicVariable String room, Map<String, Integer> payload);

		@PhoenixPush(event = "later")
		Mono<PhoenixReply> later(@TopicVariable String room);

	}

	interface Topics {

		@PhoenixPush(topic = "a:{area}:b{number}:c", event = "move")
		void several(@TopicVariable int number, String payload, @TopicVariable Area area);

		@PhoenixPush(topic = "${area}:all", event = "move")
		void none();

	}

	@PhoenixPush(topic = "alerts:${area}", client = "alerts", timeout = "2s")
	interface Alerts {

		@PhoenixPush(event = "raise")
		void raise(String what);

		@PhoenixPush(topic = "room:lobby", event = "tell", timeout = "500ms")
		void tell(String what);

	}

	@Retention(RetentionPolicy.RUNTIME)
	@PhoenixPush(topic = "orders:${area}")
	@interface OrderPush {

		@AliasFor(annotation = PhoenixPush.class)
		String event();

	}

	interface Placing<P, R> {

		@OrderPush(event = "place")
		CompletableFuture<R> place(P payload);

	}

	interface Orders extends Placing<Order, String> {

		default void placeAll(String... ids) {
			for (String id : ids) {
				place(new Order(id));
			}
		}

	}

}
