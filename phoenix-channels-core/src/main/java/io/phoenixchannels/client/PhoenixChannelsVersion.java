package io.phoenixchannels.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/**
 * The version of this library.
 */
public final class PhoenixChannelsVersion {

	/**
	 * The resource that it is read from, for those who package resources one by one.
	 */
	public static final String RESOURCE = "io/phoenixchannels/client/version.properties";

	private PhoenixChannelsVersion() {
	}

	/**
	 * The version, such as {@code 1.0.0}; null if the library was packaged without it.
	 */
	public static @Nullable String getVersion() {
		try (InputStream in = PhoenixChannelsVersion.class.getClassLoader().getResourceAsStream(RESOURCE)) {
			if (in == null) {
				return null;
			}
			Properties properties = new Properties();
			properties.load(in);
			return properties.getProperty("version");
		}
		catch (IOException ex) {
			return null;
		}
	}

}
