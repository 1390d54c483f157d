package io.phoenixchannels.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One run, decided by its seed: a storm in which anything happens, then calm, in which
 * everything must come back, and at last everybody leaves, and nothing must remain.
 */
final class Simulation {

	private static final long SECOND = 1000 * Agenda.MILLI;

	/**
	 * What it may take until all is well: a dead link is found within 40 s, an attempt to
	 * connect may wait 60 s and fail for an expired token, a channel's join may wait for
	 * others.
	 */
	private static final long RECOVERY = 240 * SECOND;

	private final World world;

	private final SimulatedPhoenix phoenix;

	private final List<SimulatedClient> clients = new ArrayList<>();

	private final List<SimulatedUser> users = new ArrayList<>();

	private final List<String> topics = new ArrayList<>();

	private final Weather weather;

	private boolean stormy = true;

	private long steps;

	private long lastStep;

	private int stepsAtOnce;

	/**
	 * Prepares a run.
	 * @param tracing how many lines of its history are kept
	 */
	Simulation(long seed, int tracing) {
		this.world = new World(seed, tracing);
		this.phoenix = new SimulatedPhoenix(this.world);
		Chance chance = this.world.chance();
		for (int i = chance.between(2, 4); i > 0; i--) {
			this.topics.add("room:" + i);
		}
		for (int i = chance.between(1, 3); i > 0; i--) {
			SimulatedClient client = new SimulatedClient(this.world, this.phoenix, "c" + i, this.topics);
			this.clients.add(client);
			this.users.add(new SimulatedUser(this.world, client, this.topics));
		}
		this.weather = new Weather(this.world, this.phoenix, this.clients, this.topics);
	}

	World world() {
		return this.world;
	}

	Map<Seen, Integer> seen() {
		return this.world.seen();
	}

	long steps() {
		return this.steps;
	}

	/**
	 * Runs it.
	 * @return what happened that must not; null if all is well
	 */
	@Nullable String run() {
		Chance chance = this.world.chance();
		this.users.forEach((user) -> {
			user.connect();
			repeat(() -> user.act(), chance.of(300, 1500, 6000));
		});
		repeat(this.weather::strike, chance.of(300, 1500, 6000));
		if (pass(chance.of(20, 60, 120) * SECOND) && calmDown() && serveAll()) {
			leaveAll();
		}
		return this.world.violation();
	}

	private void repeat(Runnable action, int meanMillis) {
		this.world.agenda().after(this.world.chance().below(2 * meanMillis), () -> {
			if (this.stormy) {
				action.run();
				repeat(action, meanMillis);
			}
		});
	}

	/**
	 * Lets time pass.
	 * @return whether all is well
	 */
	private boolean pass(long nanos) {
		long until = this.world.agenda().nanos() + nanos;
		while (this.world.violation() == null && this.world.agenda().runNext(until)) {
			this.steps++;
			watchTime();
			SimulatedClient turn = this.clients.get((int) (this.steps % this.clients.size()));
			for (SimulatedClient client : this.clients) {
				if (client.account().takeTouched() || client == turn) {
					client.check();
				}
			}
		}
		return this.world.violation() == null;
	}

	/**
	 * A client that asks to be woken at once, again and again, stops time.
	 */
	private void watchTime() {
		long now = this.world.agenda().nanos();
		this.stepsAtOnce = (now == this.lastStep) ? this.stepsAtOnce + 1 : 0;
		this.lastStep = now;
		if (this.stepsAtOnce > 10_000) {
			this.world.violated("time stands still");
		}
	}

	/**
	 * Without a user doing anything, what is wanted comes back.
	 */
	private boolean calmDown() {
		this.world.trace("--- calm");
		this.stormy = false;
		this.phoenix.calmDown();
		this.clients.forEach(SimulatedClient::calmDown);
		if (!pass(RECOVERY)) {
			return false;
		}
		for (SimulatedUser user : this.users) {
			if (user.wantsToBeConnected() && !user.client().hasFailed()) {
				user.client().checkWanted(user.wanted(), user::gaveUnsendableParams);
				user.client().checkUnwanted(user.wanted());
			}
		}
		return this.world.violation() == null;
	}

	/**
	 * Everybody asks for everything, and gets it.
	 */
	private boolean serveAll() {
		this.world.trace("--- everybody joins");
		this.users.forEach((user) -> {
			user.expectSuccess();
			user.connect();
			this.topics.forEach(user::join);
			this.topics.forEach((topic) -> user.client().account().userJoins(topic));
		});
		if (!pass(RECOVERY)) {
			return false;
		}
		// Topics that the server lost silently are found by the first push.
		this.users.forEach((user) -> user.client().checkWanted(Set.copyOf(this.topics), user::gaveUnsendableParams));
		for (String topic : this.topics) {
			this.phoenix.broadcast(topic, false);
			this.phoenix.broadcast(topic, true);
			this.users.forEach((user) -> user.push(topic));
		}
		if (pass(20 * SECOND)) {
			this.clients.forEach(SimulatedClient::checkPresence);
		}
		return this.world.violation() == null;
	}

	private void leaveAll() {
		this.world.trace("--- everybody leaves");
		boolean disconnectFirst = this.world.chance().nextBoolean();
		for (SimulatedUser user : this.users) {
			user.removeHandlers();
			if (disconnectFirst) {
				user.disconnect();
			}
			this.topics.forEach(user::leave);
		}
		if (!pass(20 * SECOND)) {
			return;
		}
		this.clients.forEach((client) -> client.checkUnwanted(Set.of()));
		this.users.forEach(SimulatedUser::disconnect);
		if (!pass(3600 * SECOND)) {
			return;
		}
		this.users.forEach(SimulatedUser::checkEnded);
		this.clients.forEach(SimulatedClient::checkEmpty);
		if (pass(SECOND)) {
			this.clients.forEach(SimulatedClient::close);
		}
	}

}
