package io.phoenixchannels.boot.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.client.ClientStatus;
import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.listener.PhoenixListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.ConnectionStatus;
import io.phoenixchannels.session.DisconnectReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class PhoenixClientLifecycleTests {

	private final FakePhoenixClient client = new FakePhoenixClient("default");

	private final MockEnvironment environment = new MockEnvironment();

	private PhoenixClientLifecycle lifecycle;

	@AfterEach
	void endKeepAlive() {
		if (this.lifecycle != null) {
			this.lifecycle.destroy();
		}
		await().until(() -> !keepAlive());
	}

	private PhoenixClientLifecycle lifecycle(String... properties) {
		for (String property : properties) {
			String[] parts = property.split("=");
			this.environment.setProperty("phoenix.channels." + parts[0], parts[1]);
		}
		return lifecycle(Map.of());
	}

	private PhoenixClientLifecycle lifecycle(Map<String, Object> beans) {
		this.lifecycle = new PhoenixClientLifecycle(clients(),
				new StaticListableBeanFactory(beans).getBeanProvider(PhoenixListenerEndpointRegistry.class));
		return this.lifecycle;
	}

	private PhoenixClients clients() {
		PhoenixProperties bound = Binder.get(this.environment)
			.bindOrCreate("phoenix.channels", PhoenixProperties.class);
		return new PhoenixClients(List.of(this.client), this.client, bound, new NamedClients(this.environment));
	}

	private static boolean keepAlive() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.anyMatch((thread) -> thread.getName().equals("phoenix-keep-alive") && thread.isAlive()
					&& thread.getState() == Thread.State.WAITING);
	}

	@Test
	void startsFirstAndStopsLast() {
		assertThat(lifecycle().getPhase()).isEqualTo(Integer.MIN_VALUE);
		assertThat(PhoenixListenerEndpointRegistry.PHASE).isEqualTo(Integer.MAX_VALUE - 100);
	}

	@Test
	void startDoesNotWaitForTheConnection(CapturedOutput output) {
		this.client.connectWith(new CompletableFuture<>());
		lifecycle().start();
		assertThat(this.lifecycle.isRunning()).isTrue();
		assertThat(this.client.calls()).containsExactly("connect");
		assertThat(output).contains("Phoenix client 'default': connecting to ws://localhost:4000/socket/websocket,"
				+ " no topic to join, 0 listener methods");
	}

	@Test
	void startsAndStopsRepeatedly() {
		lifecycle();
		for (int round = 0; round < 3; round++) {
			this.lifecycle.start();
			this.lifecycle.start();
			assertThat(this.lifecycle.isRunning()).isTrue();
			this.lifecycle.stop();
			this.lifecycle.stop();
			assertThat(this.lifecycle.isRunning()).isFalse();
			assertThat(this.client.calls()).containsExactly("connect", "disconnect");
			this.client.clearCalls();
		}
		assertThat(this.client.observers()).isEqualTo(1);
	}

	@Test
	void topicsThatTheListenersKeptAreLeftBeforeTheClientDisconnects() {
		PhoenixListenerEndpointRegistry registry = new PhoenixListenerEndpointRegistry(List.of(this.client),
				this.client, new PropertiesDeclaredTopics(clients(), List.of()), Duration.ofSeconds(1));
		registry.register(PhoenixListenerEndpoint.builder("a").topics("room:a").handler((invocation) -> {
		}).build());
		lifecycle(Map.of("registry", registry)).start();
		registry.start();
		this.client.clearCalls();
		registry.stop(() -> {
		});
		this.lifecycle.stop();
		assertThat(this.client.calls()).endsWith("unsubscribe room:a", "disconnect");
	}

	@Test
	void stopCallsBackWhenTheClientIsDisconnected() {
		lifecycle().start();
		CompletableFuture<Void> disconnected = new CompletableFuture<>();
		this.client.disconnectWith(disconnected);
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		this.lifecycle.stop(() -> stopped.complete(null));
		assertThat(stopped).isNotDone();
		disconnected.complete(null);
		assertThat(stopped).succeedsWithin(Duration.ofSeconds(2));
	}

	@Test
	void stopCallsBackWithinItsTimeoutThoughTheClientHangs(CapturedOutput output) throws Exception {
		lifecycle("shutdown-timeout=10ms").start();
		this.client.disconnectWith(new CompletableFuture<>());
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		this.lifecycle.stop(() -> stopped.complete(null));
		stopped.get(5, TimeUnit.SECONDS);
		assertThat(output).contains("Phoenix client 'default': not disconnected within 1010 ms");
	}

	@Test
	void stopThatFailsCallsBackAllTheSame() {
		lifecycle().start();
		this.client.disconnectWith(CompletableFuture.failedFuture(new IllegalStateException("on purpose")));
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		this.lifecycle.stop(() -> stopped.complete(null));
		assertThat(stopped).isCompleted();
	}

	@Test
	void clientThatDoesNotStartByItselfIsLeftAlone(CapturedOutput output) {
		lifecycle("auto-startup=false").start();
		assertThat(this.client.calls()).isEmpty();
		assertThat(keepAlive()).isFalse();
		assertThat(output)
			.contains("not connecting to ws://localhost:4000/socket/websocket by itself, as auto-startup is false");
	}

	@Test
	void clientThatTheApplicationConnectedIsConnectedAgainAfterAPause() {
		lifecycle("auto-startup=false").start();
		this.client.status(new ClientStatus(List.of(FakePhoenixClient.connection(ConnectionState.OPEN)), List.of()));
		this.lifecycle.stop();
		this.lifecycle.start();
		assertThat(this.client.calls()).containsExactly("disconnect", "connect");
	}

	@Test
	void keepsTheJvmAliveUntilItStops() {
		lifecycle().start();
		await().until(PhoenixClientLifecycleTests::keepAlive);
		this.lifecycle.stop();
		await().until(() -> !keepAlive());
	}

	@Test
	void keepAliveCanBeTurnedOff() {
		lifecycle("keep-alive=false").start();
		assertThat(keepAlive()).isFalse();
	}

	@Test
	void failFastWaitsForTheConnection() throws Exception {
		CompletableFuture<Void> connected = new CompletableFuture<>();
		this.client.connectWith(connected);
		lifecycle("fail-fast=true");
		CompletableFuture<Void> started = CompletableFuture.runAsync(this.lifecycle::start);
		await().until(() -> this.client.calls().contains("connect"));
		assertThat(started).isNotDone();
		connected.complete(null);
		started.get(5, TimeUnit.SECONDS);
		assertThat(this.lifecycle.isRunning()).isTrue();
	}

	@Test
	void failFastFailsWithTheLastReason() {
		this.client.connectWith(new CompletableFuture<>());
		this.client.status(new ClientStatus(List.of(new ConnectionStatus(1, ConnectionState.WAITING, Instant.EPOCH, 0,
				0, 1, new DisconnectReason(DisconnectReason.Kind.FAILED, null, "nobody listens there"), null,
				Instant.EPOCH)), List.of()));
		lifecycle("fail-fast=true", "connect-timeout=20ms");
		assertThatExceptionOfType(PhoenixConnectFailedException.class).isThrownBy(this.lifecycle::start)
			.withMessage("The Phoenix client 'default' could not connect to ws://localhost:4000/socket/websocket"
					+ " within 20 ms: nobody listens there");
		assertThat(this.lifecycle.isRunning()).isFalse();
		assertThat(keepAlive()).isFalse();
	}

}
