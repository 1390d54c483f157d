package io.phoenixchannels.sample.room;

import java.time.Duration;

/**
 * Phoenix answered a push.
 *
 * @param roundTrip from the push to its reply
 */
public record PushAnswered(String topic, String event, Duration roundTrip) {
}
