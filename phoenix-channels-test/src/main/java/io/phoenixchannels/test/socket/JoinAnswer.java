package io.phoenixchannels.test.socket;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the application answered to a join.
 *
 * @param ok whether the client is let in
 * @param response the response of the reply
 * @param afterJoin what runs on the channel's queue once the reply is out
 */
public record JoinAnswer(boolean ok, @Nullable Object response, List<Task> afterJoin) {

	/** Something a channel does; a throw crashes the channel. */
	@FunctionalInterface
	public interface Task {

		void run() throws Exception;

	}

}
