package io.phoenixchannels.client;

import java.util.concurrent.CompletionStage;

import io.phoenixchannels.protocol.PhoenixException;
import io.phoenixchannels.session.DisconnectReason;
import org.jspecify.annotations.Nullable;

/**
 * Gives connect params, headers or a token, anew for each attempt to connect, so that a
 * credential that expired is never sent twice. Called on the callback executor.
 *
 * @param <T> what it gives
 */
@FunctionalInterface
public interface ConnectSupplier<T> {

	/**
	 * The value for one attempt. If it fails, or takes longer than the connect timeout,
	 * the attempt counts as failed and is tried again. Log and status tell the message of
	 * a {@link PhoenixException}, and of any other exception, which might quote a secret,
	 * only the class.
	 */
	CompletionStage<? extends T> get(ConnectContext context);

	/**
	 * What is known when a connection is about to be opened.
	 *
	 * @param connection its number, from 1
	 * @param attempt failed attempts in a row before this one
	 * @param lastDisconnect why the last attempt or connection ended, such as a refused
	 * handshake with its HTTP status; null if there was none
	 */
	record ConnectContext(int connection, int attempt, @Nullable DisconnectReason lastDisconnect) {

		/**
		 * Whether the server refused the last credentials (401 or 403), so that cached
		 * ones should be replaced.
		 */
		public boolean wasRefused() {
			Integer code = (this.lastDisconnect != null) ? this.lastDisconnect.code() : null;
			return code != null && (code == 401 || code == 403);
		}

	}

}
