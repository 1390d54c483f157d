package io.phoenixchannels.listener.argument;

import io.phoenixchannels.client.PhoenixPresence;
import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.presence.PresenceState;

/**
 * Takes changes of presence and what belongs to them, and refuses everything else.
 */
final class PresenceArgumentResolver implements ListenerArgumentResolver {

	@Override
	public ListenerArgument resolve(ListenerParameter parameter) {
		Class<?> type = parameter.type();
		if (type == PhoenixPresence.class) {
			return (invocation) -> changed(invocation).presence();
		}
		if (type == PresenceState.class) {
			return new SubjectArgument(PresenceChange.Synced.class,
					(invocation) -> ((PresenceChange.Synced) changed(invocation).change()).state());
		}
		if (PresenceChange.class.isAssignableFrom(type)) {
			return new SubjectArgument(type, (invocation) -> changed(invocation).change());
		}
		throw new IllegalArgumentException("has a type that presence has nothing for. Take a PresenceChange or one"
				+ " of its subtypes, the PresenceState, the PhoenixPresence, the PhoenixChannel, or a @TopicVariable");
	}

	private static PresenceChanged changed(ListenerInvocation invocation) {
		return invocation.subject(PresenceChanged.class);
	}

}
