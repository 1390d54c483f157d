package io.phoenixchannels.test.context;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.test.EmbeddedPhoenixChannels;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.EmbeddedPhoenixServerBuilder;

/**
 * What an annotation says of its server. Equal settings make equal servers.
 */
record ServerSettings(int port, String path, int maxChannels, List<Class<? extends EmbeddedPhoenixChannels>> channels,
		List<String> clients) {

	private static final String DEFAULT_CLIENT = "default";

	static ServerSettings of(EmbeddedPhoenix annotation) {
		return new ServerSettings(annotation.port(), annotation.path(), annotation.maxChannels(),
				List.of(annotation.channels()), List.of(annotation.client()));
	}

	/**
	 * Starts a server.
	 * @throws IllegalStateException if the port is taken, or a class of channels cannot
	 * be instantiated
	 */
	EmbeddedPhoenixServer start() {
		EmbeddedPhoenixServerBuilder builder = EmbeddedPhoenixServer.builder()
			.port(this.port)
			.path(this.path)
			.maxChannels(this.maxChannels);
		this.channels.forEach((type) -> instantiate(type).configure(builder));
		return builder.start();
	}

	private static EmbeddedPhoenixChannels instantiate(Class<? extends EmbeddedPhoenixChannels> type) {
		try {
			Constructor<? extends EmbeddedPhoenixChannels> constructor = type.getDeclaredConstructor();
			constructor.setAccessible(true);
			return constructor.newInstance();
		}
		catch (InvocationTargetException ex) {
			throw new IllegalStateException("The constructor of " + type.getName() + " failed", ex.getCause());
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("@EmbeddedPhoenix names " + type.getName()
					+ ", which cannot be instantiated. Give it a constructor without parameters,"
					+ " and make it static if it is nested", ex);
		}
	}

	boolean hasFixedPort() {
		return this.port != 0;
	}

	/**
	 * The properties that lead the clients to the server.
	 */
	Map<String, Object> properties(EmbeddedPhoenixServer server) {
		Map<String, Object> properties = new LinkedHashMap<>();
		for (String client : this.clients) {
			String prefix = client.equals(DEFAULT_CLIENT) ? "phoenix.channels" : "phoenix.channels.clients." + client;
			properties.put(prefix + ".url", server.url());
		}
		return properties;
	}

}
