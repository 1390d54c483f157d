package io.phoenixchannels.listener.argument;

import io.phoenixchannels.event.PhoenixChannelEvent;
import io.phoenixchannels.event.PhoenixConnectionEvent;
import io.phoenixchannels.event.PhoenixEvent;
import io.phoenixchannels.event.PhoenixMessageDroppedEvent;

/**
 * Takes the events of channels, and refuses everything else.
 */
final class ChannelEventArgumentResolver implements ListenerArgumentResolver {

	@Override
	public ListenerArgument resolve(ListenerParameter parameter) {
		Class<?> type = parameter.type();
		if (type == PhoenixMessageDroppedEvent.class || PhoenixConnectionEvent.class.isAssignableFrom(type)) {
			throw new IllegalArgumentException(
					"is no event that a channel tells its listeners." + " Hear it with Spring's @EventListener");
		}
		if (!PhoenixEvent.class.isAssignableFrom(type)) {
			throw new IllegalArgumentException("has a type that a channel has nothing for. Take a"
					+ " PhoenixChannelEvent or one of its subtypes, the PhoenixChannel, or a @TopicVariable");
		}
		return new SubjectArgument(type, (invocation) -> invocation.subject(PhoenixChannelEvent.class));
	}

}
