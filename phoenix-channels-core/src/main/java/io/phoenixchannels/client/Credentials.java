package io.phoenixchannels.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

import io.phoenixchannels.client.ConnectSupplier.ConnectContext;
import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.EndpointUri;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what one attempt to connect is made with. Nothing that a supplier gives
 * is kept.
 */
final class Credentials {

	/**
	 * Phoenix decodes the token with the standard Base64 alphabet, in spite of the
	 * prefix, and a subprotocol allows no slash.
	 */
	private static final String TOKEN_PREFIX = "base64url.bearer.phx.";

	private static final Pattern ENCODABLE = Pattern.compile("[A-Za-z0-9+]+");

	private final EndpointUri endpoint;

	private final String version;

	private final Map<String, @Nullable Object> params;

	private final Map<String, List<String>> headers;

	private final @Nullable ConnectSupplier<Map<String, ?>> paramsSupplier;

	private final @Nullable ConnectSupplier<Map<String, String>> headersSupplier;

	private final @Nullable ConnectSupplier<String> tokenSupplier;

	Credentials(PhoenixClientBuilder builder) {
		this.endpoint = EndpointUri.of(builder.url);
		this.version = builder.protocolVersion.codec().version();
		this.params = new LinkedHashMap<>(builder.params);
		this.headers = new LinkedHashMap<>(builder.headers);
		this.paramsSupplier = builder.paramsSupplier;
		this.headersSupplier = builder.headersSupplier;
		this.tokenSupplier = builder.authToken;
	}

	/**
	 * Where to, without anything secret.
	 */
	String target() {
		return this.endpoint.masked();
	}

	/**
	 * Asks the suppliers, on the calling thread.
	 */
	CompletionStage<ConnectRequest> request(ConnectContext context) {
		CompletableFuture<? extends @Nullable Map<String, ?>> params = ask(this.paramsSupplier, context);
		CompletableFuture<? extends @Nullable Map<String, String>> headers = ask(this.headersSupplier, context);
		CompletableFuture<? extends @Nullable String> token = ask(this.tokenSupplier, context);
		return CompletableFuture.allOf(params, headers, token)
			.thenApply((nothing) -> request(params.join(), headers.join(), token.join()));
	}

	private static <T> CompletableFuture<? extends @Nullable T> ask(@Nullable ConnectSupplier<T> supplier,
			ConnectContext context) {
		return (supplier != null) ? supplier.get(context).toCompletableFuture()
				: CompletableFuture.completedFuture(null);
	}

	private ConnectRequest request(@Nullable Map<String, ?> suppliedParams,
			@Nullable Map<String, String> suppliedHeaders, @Nullable String token) {
		Map<String, @Nullable Object> params = new LinkedHashMap<>(this.params);
		if (suppliedParams != null) {
			params.putAll(suppliedParams);
		}
		Map<String, List<String>> headers = new LinkedHashMap<>(this.headers);
		if (suppliedHeaders != null) {
			suppliedHeaders.forEach((name, value) -> headers.put(name, List.of(value)));
		}
		List<String> subprotocols = (token != null) ? List.of("phoenix", TOKEN_PREFIX + encode(token)) : List.of();
		return new ConnectRequest(handshake(params), headers, subprotocols);
	}

	private URI handshake(Map<String, @Nullable Object> params) {
		try {
			return this.endpoint.handshake(params, this.version);
		}
		catch (CodecException ex) {
			throw new InvalidCredentialsException(String.valueOf(ex.getMessage()));
		}
	}

	private static String encode(String token) {
		String encoded = Base64.getEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
		if (!ENCODABLE.matcher(encoded).matches()) {
			throw new InvalidCredentialsException(
					"The auth token cannot be sent as a subprotocol, as its Base64 form is "
							+ (encoded.isEmpty() ? "empty" : "no token of HTTP")
							+ ". JWTs and Phoenix.Token values always can; send others as a connect param");
		}
		return encoded;
	}

}
