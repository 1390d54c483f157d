package io.phoenixchannels.contract;

import java.util.concurrent.ThreadLocalRandom;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.Flavour;
import io.phoenixchannels.test.contract.PhoenixContractChannels;

/**
 * The embedded server.
 */
final class EmbeddedContractServer implements ContractServer {

	private final Flavour flavour;

	private final EmbeddedPhoenixServer server;

	EmbeddedContractServer(Flavour flavour) {
		this(flavour, 0);
	}

	private EmbeddedContractServer(Flavour flavour, int port) {
		this.flavour = flavour;
		this.server = PhoenixContractChannels
			.install(EmbeddedPhoenixServer.builder().flavour(flavour).port(port).frameLogCapacity(0))
			.start();
	}

	@Override
	public String url() {
		return this.server.url();
	}

	@Override
	public boolean canBeRestarted() {
		return true;
	}

	/**
	 * On a port below those that systems give to outgoing connections: while the server
	 * is down, one of them, the client's own attempts included, could take its port.
	 */
	@Override
	public ContractServer another() {
		for (int attempt = 1;; attempt++) {
			try {
				return new EmbeddedContractServer(this.flavour, ThreadLocalRandom.current().nextInt(10_000, 30_000));
			}
			catch (IllegalStateException ex) {
				if (attempt == 20) {
					throw ex;
				}
			}
		}
	}

	@Override
	public void start() {
		this.server.start();
	}

	@Override
	public void close() {
		this.server.close();
	}

	@Override
	public String toString() {
		return this.server.toString();
	}

}
