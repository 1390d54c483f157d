package io.phoenixchannels.transport.spring;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.HandshakeResponse;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that an answer to a handshake is one to this handshake, and none that
 * something between has kept (RFC 6455, section 4.1): Tomcat does not look at
 * Sec-WebSocket-Accept. For one connection.
 */
final class AcceptCheck extends ClientEndpointConfig.Configurator {

	private static final String KEY = "Sec-WebSocket-Key";

	private static final String ACCEPT = "Sec-WebSocket-Accept";

	private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private final ClientEndpointConfig.Configurator configurator;

	private boolean containerChecks;

	private @Nullable String key;

	private AcceptCheck(ClientEndpointConfig.Configurator configurator) {
		this.configurator = configurator;
	}

	/**
	 * The same configuration, with the check.
	 */
	static ClientEndpointConfig addTo(ClientEndpointConfig config) {
		ClientEndpointConfig checked = ClientEndpointConfig.Builder.create()
			.configurator(new AcceptCheck(config.getConfigurator()))
			.preferredSubprotocols(config.getPreferredSubprotocols())
			.extensions(config.getExtensions())
			.sslContext(config.getSSLContext())
			.build();
		checked.getUserProperties().putAll(config.getUserProperties());
		return checked;
	}

	@Override
	public void beforeRequest(Map<String, List<String>> headers) {
		// Only ours, whose values are not shown: Spring logs what it is given.
		Map<String, List<String>> own = new LinkedHashMap<>();
		this.configurator.beforeRequest(own);
		headers.putAll(own);
		this.key = value(headers, KEY);
	}

	/**
	 * The container does it, and would log that we did not like an answer.
	 */
	void leaveToContainer() {
		this.containerChecks = true;
	}

	/**
	 * Checks the answer, unless that is left to the container.
	 * @throws WrongAnswerException if it is not the answer to this key
	 */
	@Override
	public void afterResponse(HandshakeResponse response) {
		if (this.containerChecks) {
			// Spring would log the answers of servers that refuse, too.
			return;
		}
		if (this.key != null && !isAnswer(this.key, value(response.getHeaders(), ACCEPT))) {
			throw new WrongAnswerException();
		}
		this.configurator.afterResponse(response);
	}

	/**
	 * Whether a server that got this key answers so.
	 */
	static boolean isAnswer(String key, @Nullable String accept) {
		return answerTo(key).equals(accept);
	}

	private static @Nullable String value(Map<String, List<String>> headers, String name) {
		for (Map.Entry<String, List<String>> header : headers.entrySet()) {
			if (name.equalsIgnoreCase(header.getKey()) && !header.getValue().isEmpty()) {
				return header.getValue().get(0).strip();
			}
		}
		return null;
	}

	private static String answerTo(String key) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
			return Base64.getEncoder().encodeToString(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("The JVM has no SHA-1, which WebSocket needs", ex);
		}
	}

	static final class WrongAnswerException extends RuntimeException {

		WrongAnswerException() {
			super("the Sec-WebSocket-Accept header is missing or wrong");
		}

	}

}
