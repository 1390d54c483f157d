package io.phoenixchannels.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.phoenixchannels.session.Notice;

/**
 * Takes note of the kinds of notices.
 */
final class NoticeReader implements Consumer<Notice> {

	private final World world;

	private final Map<Class<?>, Seen> kinds = new HashMap<>();

	NoticeReader(World world) {
		this.world = world;
	}

	@Override
	public void accept(Notice notice) {
		this.world.trace("notice %s", notice);
		this.world.saw(this.kinds.computeIfAbsent(notice.getClass(), (type) -> Seen
			.valueOf("NOTICE_" + type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase())));
	}

}
