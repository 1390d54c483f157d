package io.phoenixchannels.client.observation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect: the suppliers of credentials and the handshake. What a tracer
 * propagates goes into the headers of the handshake, unless the application sends a
 * header of the same name.
 */
public class PhoenixConnectContext extends SenderContext<Map<String, String>> {

	/**
	 * The outcome of an attempt that succeeded.
	 */
	public static final String CONNECTED = "connected";

	private final String client;

	private final String target;

	private final int connection;

	private final int attempt;

	private final Map<String, String> headers;

	private volatile @Nullable String outcome;

	private volatile @Nullable Integer code;

	/**
	 * An attempt that begins.
	 * @param client the client's name
	 * @param target where the client connects to, without anything secret
	 * @param connection its number, from 1
	 * @param attempt failed attempts in a row before this one
	 */
	@SuppressWarnings("this-escape") // Micrometer's setters set fields, and nothing more
	public PhoenixConnectContext(String client, String target, int connection, int attempt) {
		this(client, target, connection, attempt, Collections.synchronizedMap(new LinkedHashMap<>()));
	}

	@SuppressWarnings("this-escape")
	private PhoenixConnectContext(String client, String target, int connection, int attempt,
			Map<String, String> headers) {
		super((carrier, key, value) -> {
			if (carrier != null) {
				carrier.put(key, value);
			}
		}, Kind.CLIENT);
		this.client = client;
		this.target = target;
		this.connection = connection;
		this.attempt = attempt;
		this.headers = headers;
		setCarrier(headers);
		setRemoteServiceName(PhoenixObservationDocumentation.REMOTE_SERVICE);
		setRemoteServiceAddress(target);
	}

	public String client() {
		return this.client;
	}

	/**
	 * Scheme, host, port and path.
	 */
	public String target() {
		return this.target;
	}

	/**
	 * The number of the connection, from 1.
	 */
	public int connection() {
		return this.connection;
	}

	/**
	 * Failed attempts in a row before this one.
	 */
	public int attempt() {
		return this.attempt;
	}

	/**
	 * What was propagated so far: headers for the handshake.
	 */
	public Map<String, String> headers() {
		synchronized (this.headers) {
			return Map.copyOf(this.headers);
		}
	}

	/**
	 * {@link #CONNECTED}, or a {@link io.phoenixchannels.session.DisconnectReason.Kind
	 * reason} in lower case; null as long as the attempt is under way.
	 */
	public @Nullable String outcome() {
		return this.outcome;
	}

	/**
	 * The HTTP status if the server refused the handshake, the close code if it closed
	 * the connection at once; otherwise null.
	 */
	public @Nullable Integer code() {
		return this.code;
	}

	/**
	 * The attempt ended.
	 */
	public void ended(String outcome, @Nullable Integer code) {
		this.code = code;
		this.outcome = outcome;
	}

}
