package io.phoenixchannels.contract;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.Flavour;
import io.phoenixchannels.test.contract.PhoenixContractChannels;

/**
 * The embedded server.
 */
final class EmbeddedContractServer implements ContractServer {

	private final EmbeddedPhoenixServer server;

	EmbeddedContractServer(Flavour flavour) {
		this.server = PhoenixContractChannels
			.install(EmbeddedPhoenixServer.builder().flavour(flavour).frameLogCapacity(0))
			.start();
	}

	@Override
	public String url() {
		return this.server.url();
	}

	@Override
	public boolean isRestartable() {
		return true;
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
