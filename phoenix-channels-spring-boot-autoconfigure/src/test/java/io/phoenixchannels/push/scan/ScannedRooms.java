package io.phoenixchannels.push.scan;

import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.annotation.TopicVariable;
import io.phoenixchannels.push.PhoenixPush;

/**
 * To be found, though it is not public.
 */
@PhoenixPush(topic = "room:{room}")
interface ScannedRooms {

	@PhoenixPush(event = "rename")
	CompletableFuture<Renamed> rename(@TopicVariable String room, Name name);

	default CompletableFuture<Renamed> rename(String room, String name) {
		return rename(room, new Name(name));
	}

	record Name(String name) {
	}

	record Renamed(String from, String to) {
	}

}
