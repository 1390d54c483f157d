package io.phoenixchannels.client;

final class DefaultPhoenixClient {

	static PhoenixClient create(PhoenixClientBuilder builder) {
		throw new IllegalStateException();
	}

}
