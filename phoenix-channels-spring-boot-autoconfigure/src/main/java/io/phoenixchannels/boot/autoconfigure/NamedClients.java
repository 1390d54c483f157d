package io.phoenixchannels.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * The further clients of {@code phoenix.channels.clients}. What one of them does not set,
 * it inherits from the top level: all settings, and the credentials as long as it has no
 * URL of its own, so that no server gets to see another one's. Topics are never
 * inherited.
 */
final class NamedClients {

	private static final String CLIENTS = PhoenixProperties.PREFIX + ".clients";

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

	private static final Set<String> NEVER_INHERITED = Set.of("clients", "topics", "enabled");

	private static final Set<String> INHERITED_WITH_URL = Set.of("url", "apikey", "params", "authtoken", "headers",
			"ssl", "oauth2");

	private final Environment environment;

	NamedClients(Environment environment) {
		this.environment = environment;
	}

	/**
	 * The prefix of a client's properties.
	 */
	static String prefix(String client) {
		return client.equals(PhoenixProperties.DEFAULT_CLIENT) ? PhoenixProperties.PREFIX : CLIENTS + "." + client;
	}

	/**
	 * The names of those that are not turned off.
	 */
	Set<String> names() {
		Binder binder = Binder.get(this.environment);
		Set<String> names = new TreeSet<>(
				binder.bind(CLIENTS, Bindable.mapOf(String.class, Object.class)).orElseGet(java.util.Map::of).keySet());
		names.forEach(NamedClients::check);
		names.removeIf((name) -> !binder.bind(prefix(name) + ".enabled", Boolean.class).orElse(true));
		return names;
	}

	private static void check(String name) {
		if (name.equals(PhoenixProperties.DEFAULT_CLIENT)) {
			throw new InvalidPhoenixPropertyException(CLIENTS + "." + name,
					"is not allowed, as that is the name of the client at the top level",
					"Configure it at " + PhoenixProperties.PREFIX + ", or choose another name");
		}
		if (!NAME.matcher(name).matches()) {
			throw new InvalidPhoenixPropertyException(CLIENTS + "." + name,
					"is not allowed, as a client's name consists of lower case letters, digits and dashes",
					"Choose another name");
		}
	}

	/**
	 * The properties of one client, with what it inherits.
	 */
	PhoenixProperties properties(String client) {
		String prefix = prefix(client);
		boolean ownUrl = Binder.get(this.environment).bind(prefix + ".url", String.class).isBound();
		List<ConfigurationPropertySource> own = new ArrayList<>();
		List<ConfigurationPropertySource> inherited = new ArrayList<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			own.add(source.withPrefix(prefix));
			inherited.add(source.withPrefix(PhoenixProperties.PREFIX).filter((name) -> isInherited(name, ownUrl)));
		}
		own.addAll(inherited);
		return new Binder(own, new PropertySourcesPlaceholdersResolver(this.environment)).bindOrCreate("",
				PhoenixProperties.class);
	}

	private static boolean isInherited(ConfigurationPropertyName name, boolean ownUrl) {
		if (name.isEmpty()) {
			return true;
		}
		String first = name.getElement(0, ConfigurationPropertyName.Form.UNIFORM);
		return !NEVER_INHERITED.contains(first) && !(ownUrl && INHERITED_WITH_URL.contains(first));
	}

}
