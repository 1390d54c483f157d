package io.phoenixchannels.contract;

/**
 * A Phoenix in a container.
 */
final class ContainerPhoenix implements ContractServer {

	static boolean isAvailable() {
		return false;
	}

	@Override
	public String url() {
		throw new UnsupportedOperationException();
	}

}
