package io.phoenixchannels.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.session.Effect.AbortTransport;
import io.phoenixchannels.session.Effect.CloseTransport;
import io.phoenixchannels.session.Effect.DeliverMessage;
import io.phoenixchannels.session.Effect.OpenTransport;
import io.phoenixchannels.session.Effect.RequestJoinParams;
import io.phoenixchannels.session.Effect.ResolveOperation;
import io.phoenixchannels.session.Effect.SendFrame;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What must be true of all that a session does, whatever happens to it. It keeps its own,
 * simpler account of transports and joins, by what crosses the border of the session
 * only.
 */
final class SessionInvariants implements Effect.Performer {

	private enum Transport {

		OPENING, OPEN, CLOSING, GONE

	}

	private final Map<ConnectionId, Transport> transports = new HashMap<>();

	/** The join that the server may hold, by connection and topic. */
	private final Map<ConnectionId, Map<String, Join>> joins = new HashMap<>();

	private final Set<String> refs = new HashSet<>();

	private final Set<String> pushes = new HashSet<>();

	private final Set<Frame> unsentLeaves = new HashSet<>();

	private final Set<OperationId> resolved = new HashSet<>();

	/**
	 * Takes note of an input, before it is given.
	 */
	void before(Input input) {
		if (input instanceof Signal.TransportOpened opened) {
			this.transports.computeIfPresent(opened.connection(),
					(id, transport) -> (transport == Transport.OPENING) ? Transport.OPEN : transport);
		}
		else if (input instanceof Signal.TransportClosed closed) {
			gone(closed.connection());
		}
		else if (input instanceof Signal.TransportFailed failed) {
			gone(failed.connection());
		}
		else if (input instanceof Signal.CredentialsFailed failed) {
			gone(failed.connection());
		}
		else if (input instanceof Signal.FrameRefused refused) {
			refused(refused.connection(), refused.frame());
		}
		else if (input instanceof Signal.FrameReceived received) {
			received(received.connection(), received.frame());
		}
	}

	private void received(ConnectionId id, Frame frame) {
		Join join = join(id, frame.topic());
		if (join == null) {
			return;
		}
		if (frame.payload() instanceof Reply reply) {
			if (join.ref.equals(frame.ref()) && !join.confirmed) {
				join.confirmed = reply.isOk();
				if (!reply.isOk()) {
					forget(id, frame.topic(), join.ref);
				}
			}
			else if (join.confirmed && frame.joinRef() == null && "unmatched topic".equals(reply.reason())
					&& frame.ref() != null && Long.parseLong(frame.ref()) > Long.parseLong(join.ref)) {
				join.lost = true;
			}
		}
		else if (frame.event().equals("phx_error") || frame.event().equals("phx_close")) {
			join.lost |= join.ref.equals(frame.joinRef());
		}
	}

	/**
	 * Nothing of it was sent, so that it may be sent again.
	 */
	private void refused(ConnectionId id, Frame frame) {
		forget(id, frame.topic(), frame.ref());
		this.refs.remove(frame.ref());
		if (frame.event().equals("phx_leave")) {
			this.unsentLeaves.add(frame);
		}
	}

	private void gone(ConnectionId id) {
		this.transports.computeIfPresent(id, (key, transport) -> Transport.GONE);
		this.joins.remove(id);
	}

	private @Nullable Join join(ConnectionId id, String topic) {
		return this.joins.getOrDefault(id, Map.of()).get(topic);
	}

	private void forget(ConnectionId id, String topic, @Nullable String joinRef) {
		Join join = join(id, topic);
		if (join != null && join.ref.equals(joinRef)) {
			this.joins.get(id).remove(topic);
		}
	}

	@Override
	public void openTransport(OpenTransport effect) {
		assertThat(this.transports).doesNotContainKey(effect.connection());
		this.transports.forEach((id, transport) -> {
			if (id.number() == effect.connection().number()) {
				assertThat(transport).as("what was there when %s was opened: %s", effect.connection(), id)
					.isIn(Transport.CLOSING, Transport.GONE);
			}
		});
		this.transports.put(effect.connection(), Transport.OPENING);
	}

	@Override
	public void closeTransport(CloseTransport effect) {
		assertThat(this.transports.put(effect.connection(), Transport.CLOSING)).isEqualTo(Transport.OPEN);
		this.joins.remove(effect.connection());
	}

	@Override
	public void abortTransport(AbortTransport effect) {
		assertThat(this.transports.get(effect.connection())).isNotNull().isNotEqualTo(Transport.GONE);
		gone(effect.connection());
	}

	@Override
	public void sendFrame(SendFrame effect) {
		Frame frame = effect.frame();
		assertThat(this.transports.get(effect.connection())).isEqualTo(Transport.OPEN);
		assertThat(this.refs.add(frame.ref())).as("%s has a ref of its own", frame).isTrue();
		switch (frame.event()) {
			case "heartbeat" -> assertThat(frame.joinRef()).isNull();
			case "phx_join" -> joinSent(effect.connection(), frame);
			case "phx_leave" -> {
				if (this.unsentLeaves.remove(frame)) {
					break;
				}
				Join join = join(effect.connection(), frame.topic());
				assertThat(join).as("join that %s leaves", frame).isNotNull();
				assertThat(frame.joinRef()).isEqualTo(join.ref);
				assertThat(join.left).as("%s is the first leave", frame).isFalse();
				join.left = true;
			}
			default -> {
				Join join = join(effect.connection(), frame.topic());
				assertThat(join).as("join of %s", frame).isNotNull();
				assertThat(join.confirmed && !join.left && !join.lost).as("%s is joined", frame).isTrue();
				assertThat(frame.joinRef()).isEqualTo(join.ref);
				assertThat(this.pushes.add(frame.event())).as("%s is sent once", frame).isTrue();
			}
		}
		if (effect.onSent() != null) {
			assertThat(this.resolved.add(effect.onSent())).isTrue();
		}
	}

	private void joinSent(ConnectionId id, Frame frame) {
		assertThat(frame.joinRef()).isEqualTo(frame.ref());
		Join before = join(id, frame.topic());
		assertThat(before == null || before.left || before.lost)
			.as("%s while %s", frame, (before != null) ? before.ref : null)
			.isTrue();
		this.joins.computeIfAbsent(id, (key) -> new HashMap<>()).put(frame.topic(), new Join(frame.ref()));
	}

	@Override
	public void requestJoinParams(RequestJoinParams effect) {
		assertThat(this.transports).containsValue(Transport.OPEN);
	}

	@Override
	public void deliverMessage(DeliverMessage effect) {
		assertThat(this.transports.get(effect.connection())).isEqualTo(Transport.OPEN);
		Frame frame = effect.frame();
		if (!frame.event().startsWith("phx_")) {
			Join join = join(effect.connection(), frame.topic());
			assertThat(join).as("join of %s", frame).isNotNull();
			assertThat(join.confirmed && !join.left && !join.lost).as("%s is joined", frame).isTrue();
			assertThat(frame.joinRef()).isIn(null, join.ref);
		}
	}

	@Override
	public void resolveOperation(ResolveOperation effect) {
		assertThat(this.resolved.add(effect.operation())).as("%s is the first", effect).isTrue();
	}

	@Override
	public void announce(Notice notice) {
		assertThat(notice).isNotNull();
	}

	private static final class Join {

		private final String ref;

		private boolean confirmed;

		private boolean left;

		private boolean lost;

		private Join(String ref) {
			this.ref = ref;
		}

	}

}
