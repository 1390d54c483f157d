package com.example.docs;

import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.annotation.TopicVariable;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.push.PhoenixPush;

// tag::interface[]
@PhoenixPush(topic = "room:{room}")
interface Rooms {

	@PhoenixPush(event = "new_msg")
	Posted post(@TopicVariable String room, NewMessage message);

	@PhoenixPush(event = "rename", timeout = "2s")
	CompletableFuture<PhoenixReply> rename(@TopicVariable String room, Name name);

	@PhoenixPush(event = "typing")
	void typing(@TopicVariable String room);

	record NewMessage(String body) {
	}

	record Posted(long id) {
	}

	record Name(String name) {
	}

}
// end::interface[]
