package io.phoenixchannels.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.phoenixchannels.client.ListenerPolicy;
import io.phoenixchannels.client.ProtocolVersion;
import io.phoenixchannels.session.PushPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of one client: of the default one at {@code phoenix.channels}, and of each
 * further one at {@code phoenix.channels.clients.<name>}.
 *
 * @param url URL of the Phoenix socket, such as ws://localhost:4000/socket, with the
 * scheme ws, wss, http or https; /websocket is appended where it is missing.
 * @param apiKey API key, sent as the connect param api_key.
 * @param params Connect params, which the server's connect/3 gets.
 * @param authToken Token that is sent as a WebSocket subprotocol, so that it appears in
 * no URL; needs auth_token: true at the server's socket.
 * @param headers Further headers of the WebSocket handshake.
 * @param protocolVersion Version of the wire format.
 * @param topics Topics to join at start, each as a text or as topic and params.
 * @param connectTimeout Time that credentials and handshake together may take.
 * @param maxFrameSize Largest message that is received; a larger one ends the connection.
 * @param maxChannelsPerConnection Topics on one connection before another one is opened;
 * 100 is Phoenix's own default limit.
 * @param heartbeat how a dead connection is found
 * @param reconnect how a lost connection is tried again
 * @param join how topics are joined
 * @param push how messages are pushed
 * @param listener how listeners are called
 * @param ssl how a wss connection is secured
 * @param proxy through which proxy to connect
 * @param oauth2 where a token comes from
 * @param autoStartup Whether to connect when the application starts.
 * @param failFast Whether the start waits for the first connection, and fails if there is
 * none within the connect timeout.
 * @param keepAlive Whether an application without a web server stays alive while its
 * client runs.
 * @param shutdownTimeout Time that running listeners may take to finish at shutdown,
 * before the connection is closed; that takes 2 seconds more at most.
 */
@ConfigurationProperties("phoenix.channels")
public record PhoenixProperties(@Nullable String url, @Nullable String apiKey, @DefaultValue Map<String, Object> params,
		@Nullable String authToken, @DefaultValue Map<String, String> headers,
		@DefaultValue("v2") ProtocolVersion protocolVersion, @DefaultValue List<Topic> topics,
		@DefaultValue("10s") Duration connectTimeout, @DefaultValue("16MB") DataSize maxFrameSize,
		@DefaultValue("100") int maxChannelsPerConnection, @DefaultValue Heartbeat heartbeat,
		@DefaultValue Reconnect reconnect, @DefaultValue Join join, @DefaultValue Push push,
		@DefaultValue Listener listener, @DefaultValue Ssl ssl, @DefaultValue Proxy proxy, @DefaultValue OAuth2 oauth2,
		@DefaultValue("true") boolean autoStartup, @DefaultValue("false") boolean failFast,
		@DefaultValue("true") boolean keepAlive, @DefaultValue("10s") Duration shutdownTimeout) {

	/**
	 * The name of the client that is configured at the top level.
	 */
	public static final String DEFAULT_CLIENT = "default";

	static final String PREFIX = "phoenix.channels";

	/**
	 * Names nothing that may be secret: url, params, headers and tokens are left out.
	 */
	@Override
	public String toString() {
		return "PhoenixProperties[topics=" + this.topics + "]";
	}

	/**
	 * A topic to join at start.
	 *
	 * @param topic Topic to join.
	 * @param params Join params, which the server's join/3 gets.
	 */
	public record Topic(String topic, @DefaultValue Map<String, Object> params) {

		/**
		 * A topic without params, so that it can be written as a text.
		 */
		public static Topic of(String topic) {
			return new Topic(topic, Map.of());
		}

		/**
		 * Leaves the params out, which may be secret.
		 */
		@Override
		public String toString() {
			return this.topic;
		}

	}

	/**
	 * How a dead connection is found.
	 *
	 * @param interval Time between heartbeats. Phoenix closes a connection that sent
	 * nothing for 60 seconds.
	 * @param timeout Time after a heartbeat for which the server may stay silent.
	 */
	public record Heartbeat(@DefaultValue("30s") Duration interval, @DefaultValue("10s") Duration timeout) {
	}

	/**
	 * How a lost connection is tried again.
	 *
	 * @param delays Delays before the first, second, and further attempts in a row; the
	 * last one repeats.
	 * @param jitter Share of a delay, from 0 to 1, that is random.
	 * @param stableAfter Time for which a connection must have been open before the count
	 * of attempts starts anew.
	 * @param maxAttempts Attempts in a row before the client gives up; 0 for no limit.
	 * @param rules Rules by WebSocket close code or HTTP status of a refused handshake;
	 * added to those for 1008, 1012, 1013, 401, 403, 404 and 429.
	 */
	public record Reconnect(@DefaultValue( {
			"100ms", "250ms", "500ms", "1s", "2s", "5s" }) List<Duration> delays, @DefaultValue("0.5") double jitter,
			@DefaultValue("10s") Duration stableAfter, @DefaultValue("0") int maxAttempts,
			@DefaultValue Map<Integer, Rule> rules){

		/**
		 * What to do after one close code or HTTP status.
		 *
		 * @param terminal Whether the client gives up.
		 * @param minDelay Shortest delay before the next attempt.
		 * @param maxDelay When longer than the shortest delay, the delay is spread evenly
		 * between the two.
		 */
		public record Rule(@DefaultValue("false") boolean terminal, @DefaultValue("0s") Duration minDelay,
				@Nullable Duration maxDelay) {
		}

	}

	/**
	 * How topics are joined.
	 *
	 * @param timeout Time for the server's answer to a join, and for computing its
	 * params.
	 * @param retryDelays Delays before the first, second, and further joins in a row
	 * after a timeout, a crash or a rejection; the last one repeats.
	 * @param maxAttempts Rejections in a row before a topic counts as rejected for good;
	 * 0 for no limit.
	 * @param maxInFlight Joins that may wait for their answer at once on one connection.
	 * When half of them are answered, the next ones follow together.
	 * @param rate Joins per second and connection; 0 for as fast as the answers come.
	 * @param terminalReasons Reasons of a rejection that end it at once.
	 * @param refreshReasons Reasons of a rejection after which params from a supplier are
	 * asked for again, one time; without a supplier they end it.
	 * @param rejoinAfterClose Whether a topic is joined again after the server has closed
	 * its channel normally.
	 */
	public record Join(@DefaultValue("10s") Duration timeout, @DefaultValue( {
			"1s", "2s", "5s", "10s" }) List<Duration> retryDelays, @DefaultValue("10") int maxAttempts,
			@DefaultValue("50") int maxInFlight, @DefaultValue("0") int rate,
			@DefaultValue("unmatched topic") Set<String> terminalReasons,
			@DefaultValue("unauthorized") Set<String> refreshReasons, @DefaultValue("false") boolean rejoinAfterClose){
	}

	/**
	 * How messages are pushed.
	 *
	 * @param timeout Time for the reply to a push, counted from the call.
	 * @param bufferSize Pushes that one topic keeps while it is not joined; 0 for none.
	 * @param overflow What gives way when the buffer is full.
	 */
	public record Push(@DefaultValue("10s") Duration timeout, @DefaultValue("100") int bufferSize,
			@DefaultValue("fail") PushPolicy.Overflow overflow) {
	}

	/**
	 * How listeners are called.
	 *
	 * @param queueCapacity Messages of one topic that may wait for its listeners.
	 * @param overflow What gives way when more messages wait; pause makes the server
	 * wait, the others lose messages.
	 * @param concurrency Topics whose listeners may run at the same time, all clients
	 * together; not used with virtual threads, which have no such limit. Can only be set
	 * at the top level.
	 * @param execution Where listeners run, and what depends on replies; on the thread
	 * that reads from the connection, neither must ever block.
	 * @param retry when a failed listener is called again
	 */
	public record Listener(@DefaultValue("1000") int queueCapacity,
			@DefaultValue("pause") ListenerPolicy.Overflow overflow, @DefaultValue("256") int concurrency,
			@DefaultValue("queued") ListenerPolicy.Execution execution, @DefaultValue Retry retry) {

		/**
		 * When a failed listener is called again.
		 *
		 * @param enabled Whether a failed listener is called again; its topic waits until
		 * it succeeds or no attempts are left.
		 * @param maxRetries Further attempts after the first one.
		 * @param delay Delay before the first further attempt.
		 * @param multiplier Factor by which the delay grows from one attempt to the next.
		 * @param maxDelay Longest delay between two attempts.
		 * @param jitter Time by which a delay may randomly be shorter or longer, within
		 * the first and the longest delay.
		 */
		public record Retry(@DefaultValue("false") boolean enabled, @DefaultValue("3") long maxRetries,
				@DefaultValue("1s") Duration delay, @DefaultValue("1") double multiplier,
				@DefaultValue("30s") Duration maxDelay, @DefaultValue("0s") Duration jitter) {
		}

	}

	/**
	 * How a wss connection is secured.
	 *
	 * @param bundle Name of the SSL bundle with the keys and the trust; those of the JVM
	 * if not set.
	 */
	public record Ssl(@Nullable String bundle) {
	}

	/**
	 * Through which proxy to connect.
	 *
	 * @param host Host of the HTTP proxy through which connections are made; if not set,
	 * the JVM's own settings for proxies apply.
	 * @param port Port of the HTTP proxy.
	 * @param username Username for a proxy that asks for one.
	 * @param password Password for a proxy that asks for one.
	 */
	public record Proxy(@Nullable String host, @Nullable Integer port, @Nullable String username,
			@Nullable String password) {

		/**
		 * Names host and port, never user and password.
		 */
		@Override
		public String toString() {
			return this.host + ":" + this.port;
		}

	}

	/**
	 * Where a token comes from.
	 *
	 * @param registration Id of the client registration of Spring Security whose access
	 * token is sent, asked for at every attempt to connect.
	 * @param sendAs How the access token is sent.
	 * @param param Name of the connect param, if that is how the access token is sent.
	 */
	public record OAuth2(@Nullable String registration, @DefaultValue("auth-token") SendAs sendAs,
			@DefaultValue("token") String param) {

		/**
		 * How an access token is sent.
		 */
		public enum SendAs {

			/**
			 * As a WebSocket subprotocol, as auth-token is.
			 */
			AUTH_TOKEN,

			/**
			 * As a connect param.
			 */
			PARAM,

			/**
			 * In the header Authorization, as a bearer token.
			 */
			HEADER

		}

	}

}
