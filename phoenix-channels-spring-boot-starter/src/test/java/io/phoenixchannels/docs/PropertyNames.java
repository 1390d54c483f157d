package io.phoenixchannels.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The names of this project's properties, from the metadata that IDEs use too. Others'
 * names are not looked at.
 */
final class PropertyNames {

	private static final String CLIENTS = "phoenix.channels.clients.";

	private static final Pattern INDEX = Pattern.compile("\\[\\d+\\]");

	private final Set<String> names = new HashSet<>();

	private final Set<String> maps = new HashSet<>();

	PropertyNames() {
		try {
			List<URL> files = Collections
				.list(getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"));
			for (URL file : files) {
				try (InputStream stream = file.openStream()) {
					JsonMapper.shared().readTree(stream).get("properties").forEach(this::add);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void add(JsonNode property) {
		String name = property.get("name").stringValue();
		this.names.add(name);
		if (property.has("type") && property.get("type").stringValue().startsWith("java.util.Map")) {
			this.maps.add(name + ".");
		}
	}

	boolean contain(String written) {
		String name = INDEX.matcher(written).replaceAll("");
		if (!name.startsWith("phoenix.") && !name.contains("phoenixchannels")) {
			return true;
		}
		if (name.startsWith(CLIENTS)) {
			// Each client has what the top level has
			name = name.replaceFirst("clients\\.[\\w-]+\\.", "");
		}
		String property = name;
		return this.names.contains(property) || this.maps.stream().anyMatch(property::startsWith)
				|| property.matches("phoenix\\.channels\\.topics\\.(topic|params\\..+)")
				|| property.startsWith("management.endpoint.health.group.")
				|| property.startsWith("management.metrics.");
	}

}
