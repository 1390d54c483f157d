package com.example.docs;

import io.phoenixchannels.annotation.PhoenixChannelListener;
import io.phoenixchannels.annotation.PhoenixPresenceListener;
import io.phoenixchannels.annotation.TopicVariable;
import io.phoenixchannels.event.PhoenixGapEvent;
import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.presence.PresenceState;

import org.springframework.stereotype.Component;

/**
 * What happens to topics, and who is there.
 */
@Component
class Topics {

	// tag::channels[]
	@PhoenixChannelListener(topic = "room:{room}")
	void missed(PhoenixGapEvent gap, @TopicVariable String room) {
	}
	// end::channels[]

	// tag::presence[]
	@PhoenixPresenceListener(topic = "room:lobby")
	void joined(PresenceChange.Joined joined) {
	}

	@PhoenixPresenceListener(topic = "room:{room}")
	void present(PresenceState state, @TopicVariable String room) {
	}
	// end::presence[]

}
