package io.phoenixchannels.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.test.socket.JoinAnswer;
import io.phoenixchannels.test.wire.Frame;
import io.phoenixchannels.test.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client asks to join. The answer is the first of {@link #ok}, {@link #error} and
 * {@link #crash}; giving a second one is an {@link IllegalStateException}.
 */
public final class ChannelJoin {

	private final List<JoinAnswer.Task> afterJoin = new ArrayList<>();

	private final ServerChannel channel;

	private final Frame frame;

	private @Nullable JoinAnswer answer;

	ChannelJoin(ServerChannel channel, Frame frame) {
		this.channel = channel;
		this.frame = frame;
	}

	public String topic() {
		return this.channel.topic();
	}

	/**
	 * The channel that comes to life if the join succeeds. It cannot push yet: see
	 * {@link #afterJoin}.
	 */
	public ServerChannel channel() {
		return this.channel;
	}

	public ServerConnection connection() {
		return this.channel.connection();
	}

	/**
	 * The ref of the join, of whatever JSON type the client sent.
	 */
	public JsonNode ref() {
		return this.frame.ref();
	}

	/**
	 * The join params; a JSON null if they are binary.
	 */
	public JsonNode params() {
		return (this.frame.json() != null) ? this.frame.json() : Json.NULL;
	}

	/**
	 * One join param, {@code null} if it is absent.
	 */
	public @Nullable JsonNode param(String name) {
		return params().get(name);
	}

	/**
	 * The params as bytes, if the join came in a binary frame.
	 */
	public byte @Nullable [] bytes() {
		return this.frame.bytes();
	}

	/**
	 * Lets the client in, with the response <code>{}</code>.
	 */
	public void ok() {
		ok(Map.of());
	}

	/**
	 * Lets the client in.
	 * @param response bytes for a binary reply, or anything Jackson can write
	 */
	public void ok(@Nullable Object response) {
		answer(true, response);
	}

	/**
	 * Refuses the client.
	 * @param response bytes for a binary reply, or anything Jackson can write
	 */
	public void error(@Nullable Object response) {
		answer(false, response);
	}

	/**
	 * Plays a join that raises: the client gets {"reason": "join crashed"} (recording
	 * {@code join_crash}).
	 */
	public void crash() {
		error(Map.of("reason", "join crashed"));
	}

	/**
	 * Runs a script on the channel's own queue once the reply is out, before any push of
	 * the client. Does nothing if the join is refused.
	 */
	public void afterJoin(Script<ServerChannel> script) {
		this.afterJoin.add(() -> script.run(this.channel));
	}

	private void answer(boolean ok, @Nullable Object response) {
		if (this.answer != null) {
			throw new IllegalStateException("The join of this topic has already been answered: " + topic());
		}
		this.answer = new JoinAnswer(ok, response, this.afterJoin);
	}

	JoinAnswer answer() {
		return (this.answer != null) ? this.answer : new JoinAnswer(true, Map.of(), this.afterJoin);
	}

}
