package io.phoenixchannels.test.contract;

import java.util.function.Predicate;

/**
 * What a race in the real server leaves open: the order of frames within a connection,
 * and whether some come at all.
 *
 * @param optional frames that may be missing, or come where the recording has none
 * @param reason why
 */
record Race(Predicate<String> optional, String reason) {

	/** A reply to this ref, in either version. */
	static Predicate<String> replyTo(String ref) {
		return (frame) -> frame.contains("phx_reply")
				&& (frame.contains(",\"" + ref + "\",") || frame.contains("\"ref\":\"" + ref + "\""));
	}

}
