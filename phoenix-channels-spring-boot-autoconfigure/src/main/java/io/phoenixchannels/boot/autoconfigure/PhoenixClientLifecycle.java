package io.phoenixchannels.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import io.phoenixchannels.log.LogFields;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.ConnectionStatus;
import io.phoenixchannels.session.DisconnectReason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;

/**
 * Connects all clients first of all, and leaves the topics of listeners and disconnects
 * last of all, so that everything between can push. Can be started again after a stop.
 */
final class PhoenixClientLifecycle implements SmartLifecycle, DisposableBean {

	static final int PHASE = Integer.MIN_VALUE;

	/**
	 * The client keeps its own close timeout; this is for what else may happen.
	 */
	private static final Duration STOP_GRACE = Duration.ofSeconds(1);

	/**
	 * More topics than that are counted in the log, not named.
	 */
	private static final int SHOWN_TOPICS = 5;

	private static final Log logger = LogFactory.getLog(PhoenixClient.class);

	private final PhoenixClients clients;

	private final ObjectProvider<PhoenixListenerEndpointRegistry> registry;

	private final Object lock = new Object();

	// The fields below are guarded by the lock

	private final KeepAlive keepAlive = new KeepAlive();

	/**
	 * Clients that do not connect by themselves, but were connected at the last stop.
	 */
	private final Set<PhoenixClient> interrupted = new HashSet<>();

	private boolean running;

	PhoenixClientLifecycle(PhoenixClients clients, ObjectProvider<PhoenixListenerEndpointRegistry> registry) {
		this.clients = clients;
		this.registry = registry;
		clients.all().forEach((client) -> client.observe(new PhoenixClientLog(client)));
	}

	@Override
	public void start() {
		synchronized (this.lock) {
			if (this.running) {
				return;
			}
			List<Runnable> awaited = new ArrayList<>();
			for (PhoenixClient client : this.clients.all()) {
				PhoenixProperties properties = this.clients.properties(client);
				boolean connect = properties.autoStartup() || this.interrupted.remove(client);
				logStart(client, connect);
				if (connect) {
					CompletableFuture<?> connected = client.connect();
					if (properties.failFast()) {
						awaited.add(() -> await(client, connected, properties.connectTimeout()));
					}
				}
			}
			awaited.forEach(Runnable::run);
			if (this.clients.all().stream().map(this.clients::properties).anyMatch(PhoenixClientLifecycle::isKept)) {
				this.keepAlive.start();
			}
			this.running = true;
		}
	}

	private static boolean isKept(PhoenixProperties properties) {
		return properties.autoStartup() && properties.keepAlive();
	}

	private void logStart(PhoenixClient client, boolean connect) {
		PhoenixListenerEndpointRegistry registry = this.registry.getIfAvailable();
		Collection<String> topics = (registry != null) ? registry.topics(client.name()) : List.of();
		int listeners = (registry != null) ? registry.listeners(client.name()) : 0;
		String text = "Phoenix client '" + client.name() + "': "
				+ (connect ? "connecting to " + client.target()
						: "not connecting to " + client.target() + " by itself, as auto-startup is false")
				+ ", " + toJoin(topics) + ", " + listeners + " listener method" + ((listeners == 1) ? "" : "s");
		LogFields.client(client.name()).during(() -> logger.info(text));
	}

	private static String toJoin(Collection<String> topics) {
		if (topics.isEmpty()) {
			return "no topic to join";
		}
		int more = topics.size() - SHOWN_TOPICS;
		return "to join " + topics.stream().limit(SHOWN_TOPICS).collect(Collectors.joining(", "))
				+ ((more > 0) ? " and " + more + " more" : "");
	}

	private static void await(PhoenixClient client, CompletableFuture<?> connected, Duration timeout) {
		try {
			connected.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new PhoenixConnectFailedException("The Phoenix client '" + client.name() + "' could not connect to "
					+ client.target() + " within " + timeout.toMillis() + " ms: " + lastReason(client));
		}
		catch (ExecutionException ex) {
			throw new PhoenixConnectFailedException(
					String.valueOf(NestedExceptionUtils.getMostSpecificCause(ex).getMessage()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new PhoenixConnectFailedException(
					"The start was interrupted while the Phoenix client '" + client.name() + "' was connecting");
		}
	}

	private static String lastReason(PhoenixClient client) {
		ConnectionStatus first = client.status().connections().get(0);
		DisconnectReason reason = first.lastDisconnect();
		return (reason != null) ? reason.text() : "the first attempt has not ended yet";
	}

	/**
	 * Disconnects, and waits for it.
	 */
	@Override
	public void stop() {
		disconnect().join();
	}

	@Override
	public void stop(Runnable callback) {
		CompletableFuture<?> disconnected;
		try {
			disconnected = disconnect();
		}
		catch (RuntimeException ex) {
			callback.run();
			throw ex;
		}
		disconnected.whenComplete((nothing, ex) -> callback.run());
	}

	/**
	 * Never fails, and never takes longer than the shutdown timeout and the grace.
	 */
	private CompletableFuture<?> disconnect() {
		synchronized (this.lock) {
			if (!this.running) {
				return CompletableFuture.completedFuture(null);
			}
			this.running = false;
			this.keepAlive.stop();
			this.registry.ifAvailable(PhoenixListenerEndpointRegistry::leaveTopics);
			CompletableFuture<?>[] disconnects = this.clients.all()
				.stream()
				.map(this::disconnect)
				.toArray(CompletableFuture<?>[]::new);
			return CompletableFuture.allOf(disconnects);
		}
	}

	private CompletableFuture<?> disconnect(PhoenixClient client) {
		PhoenixProperties properties = this.clients.properties(client);
		if (!properties.autoStartup() && isActive(client)) {
			this.interrupted.add(client);
		}
		Duration bound = properties.shutdownTimeout().plus(STOP_GRACE);
		return client.disconnect().orTimeout(bound.toMillis(), TimeUnit.MILLISECONDS).<Object>handle((nothing, ex) -> {
			if (ex != null) {
				String text = "Phoenix client '" + client.name() + "': not disconnected within " + bound.toMillis()
						+ " ms; the stop goes on without it";
				LogFields.client(client.name()).during(() -> logger.warn(text));
			}
			return client;
		});
	}

	private static boolean isActive(PhoenixClient client) {
		return client.status()
			.connections()
			.stream()
			.anyMatch((connection) -> connection.state() != ConnectionState.IDLE
					&& connection.state() != ConnectionState.FAILED);
	}

	@Override
	public boolean isRunning() {
		synchronized (this.lock) {
			return this.running;
		}
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public void destroy() {
		synchronized (this.lock) {
			this.keepAlive.stop();
		}
	}

}
