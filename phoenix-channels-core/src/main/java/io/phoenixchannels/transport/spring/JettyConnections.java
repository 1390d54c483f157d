package io.phoenixchannels.transport.spring;

import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.transport.HttpDestination;

/**
 * Keeps no connection: neither one whose handshake was refused, nor one whose attempt was
 * given up while it was being opened.
 */
final class JettyConnections extends DuplexConnectionPool {

	private final HttpDestination destination;

	JettyConnections(Destination destination, int maxConnections) {
		super(destination, maxConnections);
		this.destination = (HttpDestination) destination;
		setMaxUsage(1);
	}

	/**
	 * A connection has been opened.
	 */
	@Override
	protected void proceed() {
		super.proceed();
		while (this.destination.getQueuedRequestCount() == 0) {
			Connection unwanted = activate();
			if (unwanted == null) {
				return;
			}
			remove(unwanted);
			unwanted.close();
		}
	}

}
