package io.phoenixchannels.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.Transport;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportException;
import io.phoenixchannels.transport.TransportListener;
import org.awaitility.Awaitility;

/**
 * Sits between the client and its real transport: sees every frame, and makes the network
 * or a server misbehave as no server could be asked to.
 */
final class WireTap implements Transport {

	private final List<TappedFrame> frames = new CopyOnWriteArrayList<>();

	private final List<TappedConnection> connections = new CopyOnWriteArrayList<>();

	private final List<Predicate<TappedFrame>> dropped = new CopyOnWriteArrayList<>();

	private final List<Predicate<TappedFrame>> held = new CopyOnWriteArrayList<>();

	private final Transport transport;

	private volatile boolean unreachable;

	WireTap(Transport transport) {
		this.transport = transport;
	}

	@Override
	public TransportConnection open(ConnectRequest request, TransportListener listener) {
		TappedConnection connection = new TappedConnection(this, this.connections.size() + 1, listener);
		this.connections.add(connection);
		if (this.unreachable) {
			listener.failed(new TransportException("The network is down"));
		}
		else {
			connection.through(this.transport.open(request, connection));
		}
		return connection;
	}

	void passed(TappedFrame frame) {
		this.frames.add(frame);
	}

	boolean drops(TappedFrame frame) {
		return this.dropped.stream().anyMatch((rule) -> rule.test(frame));
	}

	boolean holds(TappedFrame frame) {
		return this.held.stream().anyMatch((rule) -> rule.test(frame));
	}

	/**
	 * What has passed so far, dropped and held frames included.
	 */
	List<TappedFrame> frames() {
		return List.copyOf(this.frames);
	}

	List<TappedFrame> sent() {
		return this.frames.stream().filter(TappedFrame::outgoing).toList();
	}

	List<TappedFrame> sent(String event) {
		return sent().stream().filter((frame) -> frame.isEvent(event)).toList();
	}

	/**
	 * How many attempts to connect there were.
	 */
	int attempts() {
		return this.connections.size();
	}

	TappedFrame awaitSent(String event) {
		return awaitFrames(1, (frame) -> frame.outgoing() && frame.isEvent(event)).get(0);
	}

	TappedFrame awaitReceived(String event) {
		return awaitFrames(1, (frame) -> frame.incoming() && frame.isEvent(event)).get(0);
	}

	/**
	 * Waits for so many frames, of the past or the future.
	 */
	List<TappedFrame> awaitFrames(int count, Predicate<TappedFrame> wanted) {
		return Awaitility.await()
			.atMost(ContractSupport.PATIENCE)
			.until(() -> this.frames.stream().filter(wanted).toList(), (found) -> found.size() >= count);
	}

	/**
	 * Loses all such frames from here on.
	 */
	void drop(Predicate<TappedFrame> frames) {
		this.dropped.add(frames);
	}

	void dropNothing() {
		this.dropped.clear();
	}

	/**
	 * Keeps all such frames from here on, until {@link #release()}.
	 */
	void hold(Predicate<TappedFrame> frames) {
		this.held.add(frames);
	}

	/**
	 * Lets go what was held, in its order.
	 */
	void release() {
		this.held.clear();
		this.connections.forEach(TappedConnection::release);
	}

	/**
	 * Lets all further attempts to connect fail, or no longer.
	 */
	void unreachable(boolean unreachable) {
		this.unreachable = unreachable;
	}

	/**
	 * Ends the newest connection for the client as if the server had closed it.
	 */
	void end(int code) {
		newest().end(new CloseStatus(code, ""));
	}

	/**
	 * Sends on the newest connection what the client never would.
	 */
	void send(String text) {
		newest().sendPast(new WireMessage.Text(text));
	}

	/**
	 * Gives the client a message that the server never sent.
	 */
	void receive(WireMessage message) {
		newest().received(message, false);
	}

	private TappedConnection newest() {
		return this.connections.get(this.connections.size() - 1);
	}

}
