package io.phoenixchannels.simulation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import io.phoenixchannels.protocol.WireMessage;

/**
 * What befalls the network and the server.
 */
final class Weather {

	private static final List<Integer> CODES = List.of(1000, 1001, 1002, 1005, 1007, 1008, 1009, 1011, 1012, 1013,
			4000);

	private final World world;

	private final SimulatedPhoenix phoenix;

	private final List<SimulatedClient> clients;

	private final List<String> topics;

	private final Chance chance;

	Weather(World world, SimulatedPhoenix phoenix, List<SimulatedClient> clients, List<String> topics) {
		this.world = world;
		this.phoenix = phoenix;
		this.clients = clients;
		this.topics = topics;
		this.chance = world.chance().fork();
	}

	/**
	 * Lets something happen.
	 */
	void strike() {
		switch (this.chance.below(40)) {
			case 0, 1 -> connection(this::cut);
			case 2 -> connection(this::halfOpen);
			case 3, 4 -> connection((connection) -> {
				saw(Seen.STALLED, connection);
				connection.stall(this.chance.of(500, 5000, (int) SimulatedClient.LONGEST_STALL));
			});
			case 5 -> connection((connection) -> {
				connection.refuseMessages(true);
				this.world.agenda().after(this.chance.of(100, 5000, 15_000), () -> connection.refuseMessages(false));
			});
			case 6 -> connection((connection) -> {
				saw(Seen.MALFORMED_FRAME, connection);
				connection.deliverMalformed(malformed());
			});
			case 7, 8, 9 -> changeMood();
			case 10 -> restart();
			case 11, 12 -> closeSocket();
			case 13 -> {
				this.world.saw(Seen.TOKEN_EXPIRED);
				this.phoenix.expireTokens();
			}
			case 14 -> {
				this.world.saw(Seen.LIMIT_LOWERED);
				this.phoenix.limitChannels(this.chance.of(1, 2, 100, 100));
			}
			case 15, 16 -> channel(PhoenixChannelProcess::crash);
			case 17 -> channel(PhoenixChannelProcess::stop);
			case 18 -> channel(PhoenixChannelProcess::vanish);
			case 19, 20, 21 -> channel(PhoenixChannelProcess::updatePresence);
			case 22, 23, 25 -> {
				PhoenixSocket socket = this.phoenix.anySocket();
				if (socket != null) {
					socket.makeNoise();
				}
			}
			case 24 -> {
				this.phoenix.flap(true);
				this.world.agenda().after(this.chance.of(1000, 10_000), () -> this.phoenix.flap(false));
			}
			default -> {
				String topic = this.chance.pick(this.topics);
				for (int i = this.chance.of(1, 1, 2, 8); i > 0; i--) {
					this.phoenix.broadcast(topic, this.chance.nextBoolean());
				}
			}
		}
	}

	private void saw(Seen what, SimulatedConnection connection) {
		this.world.saw(what);
		this.world.trace("%s on %s", what, connection);
	}

	private void connection(Consumer<SimulatedConnection> action) {
		SimulatedConnection connection = this.chance.pick(this.clients).network().anyOpen();
		if (connection != null) {
			action.accept(connection);
		}
	}

	private void channel(Consumer<PhoenixChannelProcess> action) {
		PhoenixSocket socket = this.phoenix.anySocket();
		if (socket != null && !socket.channels().isEmpty()) {
			action.accept(this.chance.pick(List.copyOf(socket.channels().values())));
		}
	}

	private void cut(SimulatedConnection connection) {
		boolean error = this.chance.nextBoolean();
		saw(error ? Seen.CUT_WITH_ERROR : Seen.CUT, connection);
		connection.cut(error ? "connection reset" : null);
	}

	private void halfOpen(SimulatedConnection connection) {
		switch (this.chance.below(3)) {
			case 0 -> {
				saw(Seen.HALF_OPEN_FROM_SERVER, connection);
				connection.killToClient();
			}
			case 1 -> {
				saw(Seen.HALF_OPEN_TO_SERVER, connection);
				connection.killToServer();
			}
			default -> {
				saw(Seen.CABLE_PULLED, connection);
				connection.killToClient();
				connection.killToServer();
			}
		}
	}

	private WireMessage malformed() {
		return this.chance.of(new WireMessage.Text(""), new WireMessage.Text("{"), new WireMessage.Text("[1,2]"),
				new WireMessage.Text("[null,null,\"room:1\",\"news\""), new WireMessage.Text("\"text\""),
				new WireMessage.Binary(new byte[] { 9 }), new WireMessage.Binary(new byte[] { 0, 1 }),
				new WireMessage.Binary("x".getBytes(StandardCharsets.UTF_8)));
	}

	private void changeMood() {
		SimulatedClient client = this.chance.pick(this.clients);
		SimulatedNetwork.Mood mood = this.chance.of(SimulatedNetwork.Mood.values());
		this.world.trace("the network of %s is %s", client.key(), mood);
		client.network().setMood(mood);
		this.world.agenda()
			.after(this.chance.of(1000, 5000, 30_000), () -> client.network().setMood(SimulatedNetwork.Mood.FAIR));
		SimulatedConnection connection = client.network().anyOpen();
		if (connection != null && this.chance.nextBoolean()) {
			cut(connection);
		}
	}

	private void restart() {
		boolean gracefully = this.chance.nextBoolean();
		this.world.saw(gracefully ? Seen.RESTARTED : Seen.KILLED);
		this.world.trace("the server restarts");
		this.phoenix.restart(gracefully, this.chance.of(10, 2000, 10_000));
	}

	private void closeSocket() {
		PhoenixSocket socket = this.phoenix.anySocket();
		if (socket != null) {
			int code = this.chance.pick(CODES);
			if (code != 1008 || this.chance.oneIn(4)) {
				this.world.saw(Seen.valueOf("CLOSE_" + code));
				socket.close(code);
			}
		}
	}

}
