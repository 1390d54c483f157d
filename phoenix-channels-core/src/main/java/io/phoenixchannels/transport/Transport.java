package io.phoenixchannels.transport;

/**
 * Opens WebSockets. An implementation may be called from any thread, and never blocks its
 * caller.
 */
public interface Transport {

	/**
	 * Starts to connect.
	 * @param request where to, and with what
	 * @param listener hears how it goes; it gets {@code opened} at most once, then any
	 * number of {@code received}, and exactly one of {@code closed} and {@code failed},
	 * in that order and never two at a time. It may be called before this method returns
	 * @return the connection, which is not open yet; whatever goes wrong is told to the
	 * listener, never thrown
	 */
	TransportConnection open(ConnectRequest request, TransportListener listener);

}
