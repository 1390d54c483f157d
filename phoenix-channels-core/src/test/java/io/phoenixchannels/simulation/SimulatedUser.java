package io.phoenixchannels.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.phoenixchannels.client.ConnectException;
import io.phoenixchannels.client.JoinParamsSupplier.JoinContext;
import io.phoenixchannels.client.JoinRefusedException;
import io.phoenixchannels.client.JoinRejectedException;
import io.phoenixchannels.client.MessageHandler;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.protocol.Payload;

/**
 * Uses one client, in all ways and at any time, and knows what it wants.
 */
final class SimulatedUser {

	private final World world;

	private final SimulatedClient client;

	private final Chance chance;

	private final List<String> topics;

	private final Set<String> outright = new LinkedHashSet<>();

	private final List<Subscription> subscriptions = new ArrayList<>();

	private final List<PhoenixRegistration> handlers = new ArrayList<>();

	private final Map<String, Integer> waiting = new HashMap<>();

	/** Topics whose params, which are kept for later joins, can never be sent. */
	private final Set<String> unsendable = new HashSet<>();

	/** Topics for which a supplier gave such params. */
	private final Set<String> suppliedUnsendable = new HashSet<>();

	private boolean connected;

	private boolean strict;

	SimulatedUser(World world, SimulatedClient client, List<String> topics) {
		this.world = world;
		this.client = client;
		this.chance = client.chance().fork();
		this.topics = topics;
	}

	SimulatedClient client() {
		return this.client;
	}

	boolean wantsToBeConnected() {
		return this.connected;
	}

	/**
	 * The topics that are wanted, as far as the user has heard nothing else.
	 */
	Set<String> wanted() {
		Set<String> wanted = new LinkedHashSet<>(this.outright);
		this.subscriptions.forEach((subscription) -> wanted.add(subscription.topic));
		return wanted;
	}

	/**
	 * Whether the client may have given a topic up because its join could not be sent.
	 */
	boolean gaveUnsendableParams(String topic) {
		return !this.strict && (this.unsendable.contains(topic) || this.suppliedUnsendable.contains(topic));
	}

	/**
	 * Does something.
	 */
	void act() {
		switch (this.chance.below(40)) {
			case 0, 1 -> connect();
			case 2 -> disconnectOrNot();
			case 3 -> {
				if (this.chance.oneIn(4)) {
					this.world.saw(Seen.RECONNECT);
					this.client.account().userActs(() -> this.client.client().reconnect());
				}
			}
			case 4, 5, 6, 7, 8, 9 -> join(this.chance.pick(this.topics));
			case 10, 11 -> subscribe(this.chance.pick(this.topics));
			case 12, 13 -> unsubscribe();
			case 14, 15 -> leave(this.chance.pick(this.topics));
			case 16 -> {
				// Right after each other: nothing waits for the answer to the leave.
				String topic = this.chance.pick(this.topics);
				leave(topic);
				join(topic);
			}
			case 17, 18 -> addHandler();
			case 19 -> removeHandler();
			case 20 -> {
				for (int i = 0; i < 5; i++) {
					push(this.chance.pick(this.topics));
				}
			}
			default -> push(this.chance.pick(this.topics));
		}
	}

	private void disconnectOrNot() {
		if (this.chance.oneIn(4)) {
			disconnect();
		}
	}

	private void began(String operation) {
		this.world.trace("%s: %s", this.client.key(), operation);
		this.waiting.merge(operation, 1, Integer::sum);
	}

	private void ended(String operation, Seen how) {
		this.world.trace("%s: %s has ended: %s", this.client.key(), operation, how);
		this.world.saw(how);
		this.waiting.merge(operation, -1, Integer::sum);
	}

	void connect() {
		this.connected = true;
		this.world.saw(Seen.CONNECT);
		began("connect");
		this.client.account()
			.userActs(() -> this.client.client()
				.connect()
				.whenComplete((nothing, failure) -> ended("connect",
						(failure == null) ? Seen.CONNECT_DONE : Seen.CONNECT_GIVEN_UP)));
	}

	void disconnect() {
		this.connected = false;
		this.world.saw(Seen.DISCONNECT);
		began("disconnect");
		this.client.account()
			.userActs(() -> this.client.client()
				.disconnect()
				.whenComplete((nothing, failure) -> ended("disconnect", Seen.DISCONNECT_DONE)));
	}

	void join(String topic) {
		this.outright.add(topic);
		this.client.account().userJoins(topic);
		PhoenixChannel channel = this.client.client().channel(topic);
		began("join " + topic);
		CompletableFuture<PhoenixReply> joined = switch (kindOfJoin(topic)) {
			case 0 -> {
				this.world.saw(Seen.JOIN_WITH_PARAMS);
				this.unsendable.remove(topic);
				yield channel.join(Map.of("from", 1));
			}
			case 1 -> {
				this.world.saw(Seen.JOIN_WITH_SUPPLIER);
				this.unsendable.remove(topic);
				yield channel.join(this::joinParams);
			}
			case 2 -> {
				this.world.saw(Seen.JOIN_WITH_UNSENDABLE);
				this.unsendable.add(topic);
				yield channel.join(this.client.isVersion1() ? new byte[] { 1 } : Payload.json("{"));
			}
			default -> {
				this.world.saw(Seen.JOIN);
				yield channel.join();
			}
		};
		joined.whenComplete((reply, failure) -> ended("join " + topic, outcome(failure)));
	}

	private int kindOfJoin(String topic) {
		if (this.strict && this.unsendable.contains(topic)) {
			return 0;
		}
		return (!this.strict && this.chance.oneIn(30)) ? 2 : this.chance.of(0, 1, 3);
	}

	private static Seen outcome(Throwable failure) {
		if (failure == null) {
			return Seen.JOIN_DONE;
		}
		if (failure instanceof JoinRefusedException) {
			return Seen.JOIN_REFUSED;
		}
		if (failure instanceof JoinRejectedException) {
			return Seen.JOIN_REJECTED_FOR_GOOD;
		}
		return (failure instanceof ConnectException) ? Seen.JOIN_GIVEN_UP : Seen.JOIN_ENDED;
	}

	private CompletionStage<Object> joinParams(JoinContext context) {
		CompletableFuture<Object> answer = new CompletableFuture<>();
		switch (this.strict ? 9 : this.chance.below(20)) {
			case 0 -> {
				this.world.saw(Seen.JOIN_SUPPLIER_FAILED);
				answer.completeExceptionally(new IllegalStateException("no params"));
			}
			case 1 -> {
				this.world.saw(Seen.JOIN_SUPPLIER_FAILED);
				throw new IllegalStateException("no params");
			}
			case 2 -> this.world.saw(Seen.JOIN_SUPPLIER_SILENT);
			case 3, 4 -> this.world.agenda().after(this.chance.of(10, 2000, 12_000), () -> answer.complete(Map.of()));
			case 5 -> {
				this.world.saw(Seen.JOIN_SUPPLIER_UNSENDABLE);
				this.suppliedUnsendable.add(context.topic());
				answer.complete(Payload.json("{"));
			}
			case 6 -> {
				this.world.saw(Seen.JOIN_SUPPLIER_UNSENDABLE);
				this.suppliedUnsendable.add(context.topic());
				answer.complete(new Unwritable());
			}
			default -> answer.complete(Map.of("from", 2));
		}
		return answer;
	}

	private void subscribe(String topic) {
		this.world.saw(Seen.SUBSCRIBE);
		this.world.trace("%s: subscribe %s", this.client.key(), topic);
		this.client.account().userJoins(topic);
		this.subscriptions.add(new Subscription(topic, this.client.client().channel(topic).subscribe()));
	}

	private void unsubscribe() {
		if (!this.subscriptions.isEmpty()) {
			this.world.saw(Seen.UNSUBSCRIBE);
			Subscription subscription = this.subscriptions.remove(this.chance.below(this.subscriptions.size()));
			this.world.trace("%s: unsubscribe %s", this.client.key(), subscription.topic);
			subscription.registration.close();
		}
	}

	void leave(String topic) {
		this.world.saw(Seen.LEAVE);
		this.outright.remove(topic);
		this.subscriptions.removeIf((subscription) -> subscription.topic.equals(topic));
		began("leave " + topic);
		this.client.client().leave(topic).whenComplete((nothing, failure) -> ended("leave " + topic, Seen.LEAVE_DONE));
	}

	void push(String topic) {
		boolean expectsReply = this.strict || this.chance.below(4) > 0;
		long number = this.client.pushes().begin(topic, expectsReply);
		this.world.saw(expectsReply ? Seen.PUSH : Seen.SEND);
		this.world.trace("%s: push %s on %s", this.client.key(), number, topic);
		Object payload = payload(number);
		PhoenixChannel channel = this.client.client().channel(topic);
		if (expectsReply) {
			channel.push("ask", payload).whenComplete((reply, failure) -> {
				if (this.strict && failure != null) {
					this.world.violated("%s: push %s on %s fails though all is calm: %s", this.client.key(), number,
							topic, failure);
				}
				this.client.pushes().end(number, reply, failure);
			});
		}
		else {
			channel.send("tell", payload)
				.whenComplete((nothing, failure) -> this.client.pushes().end(number, null, failure));
		}
	}

	private Object payload(long number) {
		if (!this.client.isVersion1() && this.chance.oneIn(10)) {
			this.world.saw(Seen.BINARY_PUSH);
			return ByteBuffer.allocate(8).putLong(number).array();
		}
		return Map.of("push", number);
	}

	private void addHandler() {
		if (this.handlers.size() < 6) {
			this.world.saw(Seen.HANDLER_ADDED);
			String topic = this.chance.pick(this.topics);
			MessageHandler handler = (message) -> handle(topic);
			this.handlers.add(this.client.client().channel(topic).on(ServerFrame.NEWS, handler));
		}
	}

	private void handle(String topic) {
		switch (this.strict ? 99 : this.chance.below(40)) {
			case 0 -> {
				this.world.saw(Seen.HANDLER_FAILED);
				throw new IllegalStateException("a handler fails");
			}
			case 1, 2, 3 -> {
				this.world.saw(Seen.PUSH_FROM_HANDLER);
				push(topic);
			}
			case 4 -> {
				this.world.saw(Seen.LEAVE_FROM_HANDLER);
				leave(topic);
			}
			default -> {
			}
		}
	}

	private void removeHandler() {
		if (!this.handlers.isEmpty()) {
			this.world.saw(Seen.HANDLER_REMOVED);
			this.handlers.remove(this.chance.below(this.handlers.size())).close();
		}
	}

	/**
	 * From now on everything succeeds.
	 */
	void expectSuccess() {
		this.strict = true;
	}

	void removeHandlers() {
		this.handlers.forEach(PhoenixRegistration::close);
		this.handlers.clear();
	}

	/**
	 * Whether everything that was begun has ended, once.
	 */
	void checkEnded() {
		this.waiting.forEach((operation, count) -> {
			if (count != 0) {
				this.world.violated("%s: %s of '%s' never ended", this.client.key(), count, operation);
			}
		});
	}

	/**
	 * What Jackson cannot write.
	 */
	static final class Unwritable {

		public String getBroken() {
			throw new IllegalStateException("broken");
		}

	}

	private record Subscription(String topic, PhoenixRegistration registration) {
	}

}
