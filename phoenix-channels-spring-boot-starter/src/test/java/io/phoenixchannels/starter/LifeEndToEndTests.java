package io.phoenixchannels.starter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.annotation.PhoenixChannelListener;
import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.annotation.PhoenixPresenceListener;
import io.phoenixchannels.annotation.TopicVariable;
import io.phoenixchannels.boot.autoconfigure.PhoenixClientBuilderCustomizer;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixPresence;
import io.phoenixchannels.event.PhoenixChannelEvent;
import io.phoenixchannels.event.PhoenixChannelJoinedEvent;
import io.phoenixchannels.event.PhoenixConnectedEvent;
import io.phoenixchannels.event.PhoenixDisconnectedEvent;
import io.phoenixchannels.event.PhoenixEvent;
import io.phoenixchannels.event.PhoenixGapEvent;
import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.presence.PresenceState;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.template.PhoenixTemplate;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an application hears of the life of its connection and its channels, and of who is
 * there.
 */
class LifeEndToEndTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private EmbeddedPhoenixServer server;

	private ConfigurableApplicationContext context;

	@BeforeEach
	void startServer() {
		this.server = EmbeddedPhoenixServer.builder()
			.channel("room:*", (channel) -> channel.onJoin((join) -> join.afterJoin((joined) -> {
				joined.presence().track("user:" + joined.topic(), Map.of("status", "here"));
				joined.presence().pushState();
			})).on("done", (push) -> push.ok()))
			.start();
	}

	@AfterEach
	void stop() {
		if (this.context != null) {
			this.context.close();
		}
		this.server.close();
	}

	private <T> T run(Class<?> application, Class<T> bean, String... arguments) {
		SpringApplication springApplication = new SpringApplication(application);
		springApplication.setWebApplicationType(WebApplicationType.NONE);
		springApplication.setDefaultProperties(Map.of("phoenix.channels.url", this.server.url()));
		this.context = springApplication.run(arguments);
		return this.context.getBean(bean);
	}

	private void awaitJoined(String topic) {
		PhoenixClient client = this.context.getBean(PhoenixClient.class);
		await().atMost(PATIENCE).until(() -> client.channel(topic).state() == ChannelState.JOINED);
	}

	private static <T> T next(BlockingQueue<? super T> queue, Class<T> type) throws InterruptedException {
		Object element = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		assertThat(element).isInstanceOf(type);
		return type.cast(element);
	}

	@Test
	void eventListenersHearTheWholeLifeInOrder() throws Exception {
		EventsListener listener = run(EventsApplication.class, EventsListener.class);
		assertThat(next(listener.heard, PhoenixConnectedEvent.class))
			.isEqualTo(new PhoenixConnectedEvent("default", 1, false, 0));
		PhoenixChannelJoinedEvent joined = next(listener.heard, PhoenixChannelJoinedEvent.class);
		assertThat(joined.topic()).isEqualTo("room:a");
		assertThat(joined.rejoin()).isFalse();
		assertThat(joined.reply().isOk()).isTrue();
		this.server.kill();
		PhoenixDisconnectedEvent disconnected = next(listener.heard, PhoenixDisconnectedEvent.class);
		assertThat(disconnected.reason().text()).isNotBlank();
		assertThat(disconnected.nextAttempt()).isNotNull();
		assertThat(next(listener.heard, PhoenixConnectedEvent.class).reconnect()).isTrue();
		assertThat(next(listener.heard, PhoenixChannelJoinedEvent.class).rejoin()).isTrue();
		PhoenixGapEvent gap = next(listener.heard, PhoenixGapEvent.class);
		assertThat(gap.topic()).isEqualTo("room:a");
		assertThat(gap.from()).isBefore(gap.to());
	}

	@Test
	void slowEventListenerHoldsUpNoMessage() throws Exception {
		SlowListener listener = run(SlowApplication.class, SlowListener.class,
				"--phoenix.channels.listener.concurrency=1");
		try {
			assertThat(listener.blocked.await(10, TimeUnit.SECONDS)).isTrue();
			awaitJoined("room:a");
			this.server.broadcast("room:a", "shout", Map.of("body", "hello"));
			assertThat(listener.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(Map.of("body", "hello"));
		}
		finally {
			listener.release.countDown();
		}
	}

	@Test
	void listenerHearsTheGapInItsPlaceAmongTheMessages() throws Exception {
		GapListener listener = run(GapApplication.class, GapListener.class);
		awaitJoined("room:a");
		this.server.broadcast("room:a", "shout", Map.of("body", "before"));
		assertThat(next(listener.heard, String.class)).isEqualTo("joined a false");
		assertThat(next(listener.heard, String.class)).isEqualTo("before");
		this.server.kill();
		this.server.frames().await(2, (frame) -> frame.isFromClient() && frame.isEvent("phx_join"), PATIENCE);
		awaitJoined("room:a");
		this.server.broadcast("room:a", "shout", Map.of("body", "after"));
		assertThat(List.of(next(listener.heard, String.class), next(listener.heard, String.class),
				next(listener.heard, String.class)))
			.containsExactly("joined a true", "gap a", "after");
	}

	@Test
	void presenceIsHeardFromTheJoinOnExactAndByPattern() throws Exception {
		PresenceListener listener = run(PresenceApplication.class, PresenceListener.class,
				"--phoenix.channels.topics=room:b");
		assertThat(next(listener.joined, String.class)).isEqualTo("user:room:a here");
		await().atMost(PATIENCE)
			.until(() -> listener.states.containsAll(List.of("a [user:room:a]", "b [user:room:b]")));
		this.server.channels("room:a").forEach((channel) -> channel.presence().track("bob", Map.of("status", "new")));
		assertThat(next(listener.joined, String.class)).isEqualTo("bob new");
		await().atMost(PATIENCE).until(() -> listener.states.contains("a [user:room:a, bob]"));
		this.server.channels("room:a").forEach((channel) -> channel.presence().untrack("bob"));
		assertThat(next(listener.left, String.class)).isEqualTo("bob");
	}

	@Test
	void listenersUseTheMapperThatACustomizerGaveTheirClient() throws Exception {
		MapperListener listener = run(MapperApplication.class, MapperListener.class);
		awaitJoined("room:a");
		this.server.broadcast("room:a", "shout", Map.of("first_name", "Ada"));
		assertThat(next(listener.heard, Person.class)).isEqualTo(new Person("Ada"));
	}

	@Test
	void runningListenerHasTimeToFinishAndToPushAtShutdown() throws Exception {
		BusyListener listener = run(BusyApplication.class, BusyListener.class);
		awaitJoined("room:a");
		this.server.broadcast("room:a", "shout", Map.of());
		assertThat(listener.busy.await(10, TimeUnit.SECONDS)).isTrue();
		this.context.close();
		assertThat(this.server.awaitPush("room:a", "done")).isNotNull();
	}

	record Person(String firstName) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(EventsListener.class)
	static class EventsApplication {

	}

	static class EventsListener {

		private final BlockingQueue<PhoenixEvent> heard = new LinkedBlockingQueue<>();

		@PhoenixListener("room:a")
		void on() {
		}

		@EventListener
		void on(PhoenixEvent event) {
			this.heard.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(SlowListener.class)
	static class SlowApplication {

	}

	static class SlowListener {

		private final BlockingQueue<Map<String, String>> heard = new LinkedBlockingQueue<>();

		private final CountDownLatch blocked = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		@PhoenixListener(topic = "room:a", event = "shout")
		void on(Map<String, String> shout) {
			this.heard.add(shout);
		}

		@EventListener
		void on(PhoenixConnectedEvent event) throws InterruptedException {
			this.blocked.countDown();
			this.release.await(30, TimeUnit.SECONDS);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(GapListener.class)
	static class GapApplication {

	}

	static class GapListener {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		@PhoenixListener(topic = "room:a", event = "shout")
		void on(Map<String, String> shout) {
			this.heard.add(shout.get("body"));
		}

		@PhoenixChannelListener("room:{room}")
		void on(PhoenixChannelEvent event, @TopicVariable String room) {
			if (event instanceof PhoenixChannelJoinedEvent joined) {
				this.heard.add("joined " + room + " " + joined.rejoin());
			}
			else if (event instanceof PhoenixGapEvent) {
				this.heard.add("gap " + room);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(PresenceListener.class)
	static class PresenceApplication {

	}

	static class PresenceListener {

		private final BlockingQueue<String> joined = new LinkedBlockingQueue<>();

		private final BlockingQueue<String> left = new LinkedBlockingQueue<>();

		private final BlockingQueue<String> states = new LinkedBlockingQueue<>();

		@PhoenixPresenceListener("room:a")
		void joined(PresenceChange.Joined joined, PhoenixPresence presence) {
			this.joined.add(joined.key() + " " + presence.read(joined.joined().get(0), Meta.class).status());
		}

		@PhoenixPresenceListener("room:a")
		void left(PresenceChange.Left left) {
			this.left.add(left.key());
		}

		@PhoenixPresenceListener("room:{room}")
		void state(PresenceState state, @TopicVariable String room) {
			this.states.add(room + " " + state.entries().keySet());
		}

	}

	record Meta(String status) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(MapperListener.class)
	static class MapperApplication {

		@Bean
		PhoenixClientBuilderCustomizer snakeCase() {
			return (name, builder) -> builder
				.jsonMapper(JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build());
		}

	}

	static class MapperListener {

		private final BlockingQueue<Person> heard = new LinkedBlockingQueue<>();

		@PhoenixListener(topic = "room:a", event = "shout")
		void on(Person person) {
			this.heard.add(person);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BusyListener.class)
	static class BusyApplication {

	}

	static class BusyListener {

		private final CountDownLatch busy = new CountDownLatch(1);

		private final CountDownLatch never = new CountDownLatch(1);

		private final PhoenixTemplate template;

		BusyListener(PhoenixTemplate template) {
			this.template = template;
		}

		@PhoenixListener(topic = "room:a", event = "shout")
		void on() throws InterruptedException {
			this.busy.countDown();
			// Longer than the closing handshake may take
			this.never.await(2500, TimeUnit.MILLISECONDS);
			this.template.push("room:a", "done", null).join();
		}

	}

}
