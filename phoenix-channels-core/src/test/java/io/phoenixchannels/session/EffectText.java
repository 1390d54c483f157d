package io.phoenixchannels.session;

import java.time.Duration;
import java.time.Instant;

import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.JsonPayload;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Effects in the short form in which tables and expectations are written. Frames look as
 * on the wire; times are told from now.
 */
final class EffectText implements Effect.Performer {

	private final Instant now;

	private String text = "";

	private EffectText(Instant now) {
		this.now = now;
	}

	static String of(Effect effect, Instant now) {
		EffectText result = new EffectText(now);
		effect.performOn(result);
		return result.text;
	}

	static String of(Frame frame) {
		return "[" + quoted(frame.joinRef()) + "," + quoted(frame.ref()) + "," + quoted(frame.topic()) + ","
				+ quoted(frame.event()) + "," + of(frame.payload()) + "]";
	}

	static String of(Outcome outcome) {
		if (outcome instanceof Outcome.Replied replied) {
			return "Replied " + of(replied.reply());
		}
		if (outcome instanceof Outcome.Rejected rejected) {
			return "Rejected " + of(rejected.reply());
		}
		if (outcome instanceof Outcome.TimedOut timedOut) {
			return timedOut.sent() ? "TimedOut sent" : "TimedOut unsent";
		}
		if (outcome instanceof Outcome.GivenUp givenUp) {
			return "GivenUp " + of(givenUp.reason());
		}
		return outcome.getClass().getSimpleName();
	}

	@Override
	public void openTransport(Effect.OpenTransport effect) {
		this.text = "open " + of(effect.connection()) + " attempt " + effect.attempt() + " after "
				+ of(effect.lastDisconnect());
	}

	@Override
	public void closeTransport(Effect.CloseTransport effect) {
		this.text = "close " + of(effect.connection()) + " with " + effect.status();
	}

	@Override
	public void abortTransport(Effect.AbortTransport effect) {
		this.text = "abort " + of(effect.connection());
	}

	@Override
	public void sendFrame(Effect.SendFrame effect) {
		this.text = "send " + of(effect.frame()) + ((effect.onSent() != null) ? " ends " + of(effect.onSent()) : "");
	}

	@Override
	public void requestJoinParams(Effect.RequestJoinParams effect) {
		this.text = "ask " + effect.source() + " token " + effect.token() + (effect.rejoin() ? " rejoin" : "")
				+ ((effect.lastRejection() != null) ? " after " + of(effect.lastRejection()) : "");
	}

	@Override
	public void deliverMessage(Effect.DeliverMessage effect) {
		this.text = "deliver " + of(effect.frame());
	}

	@Override
	public void resolveOperation(Effect.ResolveOperation effect) {
		this.text = "resolve " + of(effect.operation()) + " " + of(effect.outcome());
	}

	@Override
	public void announce(Notice notice) {
		this.text = notice.getClass().getSimpleName() + " " + details(notice);
	}

	private String details(Notice notice) {
		if (notice instanceof Notice.ConnectionOpened opened) {
			return opened.connection() + (opened.reconnect() ? " again" : "") + " attempts " + opened.attempts();
		}
		if (notice instanceof Notice.ConnectionLost lost) {
			return lost.connection() + " " + of(lost.reason()) + " retry " + in(lost.retryAt());
		}
		if (notice instanceof Notice.ConnectFailed failed) {
			return failed.connection() + " " + of(failed.reason()) + " attempt " + failed.attempt() + " retry "
					+ in(failed.retryAt());
		}
		if (notice instanceof Notice.ConnectionClosed closed) {
			return "" + closed.connection();
		}
		if (notice instanceof Notice.ChannelJoined joined) {
			return joined.topic() + " on " + joined.connection() + (joined.rejoin() ? " again" : "");
		}
		if (notice instanceof Notice.JoinRejected rejected) {
			return rejected.topic() + " " + rejected.reply().reason() + " retry " + in(rejected.retryAt());
		}
		if (notice instanceof Notice.ChannelErrored errored) {
			return errored.topic() + " '" + errored.reason() + "' retry " + in(errored.retryAt());
		}
		if (notice instanceof Notice.ChannelClosed closed) {
			return closed.topic() + (closed.byServer() ? " by server" : "");
		}
		if (notice instanceof Notice.Gap gap) {
			return gap.topic() + " " + in(gap.from()) + " to " + in(gap.to());
		}
		if (notice instanceof Notice.HeartbeatAnswered answered) {
			return answered.connection() + " in " + answered.roundTrip();
		}
		if (notice instanceof Notice.FrameUnreadable unreadable) {
			return unreadable.connection() + " " + unreadable.problem();
		}
		if (notice instanceof Notice.FrameIgnored ignored) {
			return ignored.topic() + " " + ignored.event() + " " + ignored.why();
		}
		throw new IllegalArgumentException("A session announces no " + notice);
	}

	private String in(@Nullable Instant at) {
		return (at != null) ? Duration.between(this.now, at).toString() : "never";
	}

	private static String of(ConnectionId id) {
		return id.number() + "#" + id.epoch();
	}

	private static String of(OperationId id) {
		return "op" + id.value();
	}

	private static String of(@Nullable DisconnectReason reason) {
		return (reason != null) ? reason.kind() + ((reason.code() != null) ? " " + reason.code() : "") : "nothing";
	}

	private static String of(Reply reply) {
		return reply.status() + " " + of(reply.response());
	}

	private static String of(Payload payload) {
		if (payload instanceof Reply reply) {
			return "{\"status\":\"" + reply.status() + "\",\"response\":" + of(reply.response()) + "}";
		}
		return (payload instanceof JsonPayload json) ? json.json() : payload.toString();
	}

	private static String quoted(@Nullable String text) {
		return (text != null) ? '"' + text + '"' : "null";
	}

}
