package io.phoenixchannels.boot.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

import io.phoenixchannels.client.ConnectSupplier;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixClientBuilder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * Builds clients from their properties, and from the beans that have a say in it.
 */
class PhoenixClientFactory {

	static final String BEAN_NAME = "phoenixClientFactory";

	private static final Log logger = LogFactory.getLog(PhoenixClient.class);

	private final NamedClients namedClients;

	private final ObjectProvider<SslBundles> sslBundles;

	private final JsonMapper jsonMapper;

	private final Executor callbackExecutor;

	private final ObjectProvider<PhoenixConnectParamsSupplier> params;

	private final ObjectProvider<PhoenixHeadersSupplier> headers;

	private final ObjectProvider<PhoenixAuthTokenSupplier> authTokens;

	private final ObjectProvider<OAuth2Tokens> oauth2;

	private final ObjectProvider<PhoenixClientBuilderCustomizer> customizers;

	PhoenixClientFactory(NamedClients namedClients, ObjectProvider<SslBundles> sslBundles, JsonMapper jsonMapper,
			Executor callbackExecutor, ObjectProvider<PhoenixConnectParamsSupplier> params,
			ObjectProvider<PhoenixHeadersSupplier> headers, ObjectProvider<PhoenixAuthTokenSupplier> authTokens,
			ObjectProvider<OAuth2Tokens> oauth2, ObjectProvider<PhoenixClientBuilderCustomizer> customizers) {
		this.namedClients = namedClients;
		this.sslBundles = sslBundles;
		this.jsonMapper = jsonMapper;
		this.callbackExecutor = callbackExecutor;
		this.params = params;
		this.headers = headers;
		this.authTokens = authTokens;
		this.oauth2 = oauth2;
		this.customizers = customizers;
	}

	/**
	 * Builds a further client.
	 */
	PhoenixClient create(String name) {
		PhoenixProperties properties = this.namedClients.properties(name);
		return create(name, properties,
				new PropertiesPhoenixConnectionDetails(NamedClients.prefix(name), properties, this.sslBundles));
	}

	PhoenixClient create(String name, PhoenixProperties properties, PhoenixConnectionDetails details) {
		PhoenixClientBuilder builder = PhoenixClient.builder(details.getUrl())
			.name(name)
			.jsonMapper(this.jsonMapper)
			.callbackExecutor(this.callbackExecutor);
		new PhoenixPropertiesMapper(NamedClients.prefix(name)).apply(properties, builder);
		details.getParams().forEach(builder::param);
		if (details.getSslBundle() != null) {
			SslBundleContext sslContext = new SslBundleContext(details);
			// A bundle that cannot be used stops the start
			sslContext.get();
			builder.sslContext(sslContext);
		}
		applyOAuth2(NamedClients.prefix(name), properties.oauth2(), builder);
		applySuppliers(name, builder);
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(name, builder));
		PhoenixClient client = build(builder);
		if (details instanceof PropertiesPhoenixConnectionDetails declared) {
			declared.whenSslBundleUpdated(() -> reconnect(client));
		}
		return client;
	}

	private static void reconnect(PhoenixClient client) {
		logger.info("Phoenix client '" + client.name() + "': its SSL bundle was updated, reconnecting");
		try {
			client.reconnect();
		}
		catch (IllegalStateException ex) {
			logger.debug("Phoenix client '" + client.name() + "' is closed", ex);
		}
	}

	private static PhoenixClient build(PhoenixClientBuilder builder) {
		try {
			return builder.build();
		}
		catch (IllegalStateException ex) {
			// The transport has looked for it, and says so
			throw new MissingWebSocketContainerException(ex);
		}
	}

	private void applyOAuth2(String prefix, PhoenixProperties.OAuth2 properties, PhoenixClientBuilder builder) {
		String registration = properties.registration();
		if (!StringUtils.hasText(registration)) {
			return;
		}
		String property = prefix + ".oauth2.registration";
		OAuth2Tokens tokens = this.oauth2.getIfAvailable();
		if (tokens == null) {
			throw new InvalidPhoenixPropertyException(property,
					"is set, but there is no OAuth2 client of Spring Security to get the token from",
					"Add a dependency on org.springframework.boot:spring-boot-starter-security-oauth2-client, and set"
							+ " the properties at spring.security.oauth2.client.registration." + registration);
		}
		if (properties.sendAs() == PhoenixProperties.OAuth2.SendAs.PARAM && !StringUtils.hasText(properties.param())) {
			throw new PropertyCheck(prefix).missing("oauth2.param", "the access token is to be sent as a connect param",
					"oauth2.param=token");
		}
		ConnectSupplier<String> supplier = tokens.supplier(property, registration);
		switch (properties.sendAs()) {
			case AUTH_TOKEN -> builder.authToken(supplier);
			case PARAM -> builder
				.params((context) -> supplier.get(context).thenApply((token) -> Map.of(properties.param(), token)));
			case HEADER -> builder.headers((context) -> supplier.get(context)
				.thenApply((token) -> Map.of("Authorization", "Bearer " + token)));
		}
	}

	private void applySuppliers(String name, PhoenixClientBuilder builder) {
		PhoenixConnectParamsSupplier params = first(this.params, (supplier) -> supplier.appliesTo(name));
		if (params != null) {
			builder.params(params);
		}
		PhoenixHeadersSupplier headers = first(this.headers, (supplier) -> supplier.appliesTo(name));
		if (headers != null) {
			builder.headers(headers);
		}
		PhoenixAuthTokenSupplier authToken = first(this.authTokens, (supplier) -> supplier.appliesTo(name));
		if (authToken != null) {
			builder.authToken(authToken);
		}
	}

	private static <T> @Nullable T first(ObjectProvider<T> beans, Predicate<T> applies) {
		List<T> applying = beans.orderedStream().filter(applies).toList();
		return applying.isEmpty() ? null : applying.get(0);
	}

}
