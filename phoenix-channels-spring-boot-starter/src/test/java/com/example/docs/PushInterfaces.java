package com.example.docs;

import com.example.docs.Rooms.NewMessage;
import com.example.docs.Rooms.Posted;
import io.phoenixchannels.client.PushRejectedException;
import io.phoenixchannels.push.PhoenixPushProxyFactory;
import io.phoenixchannels.push.PhoenixPushScan;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;

/**
 * Interfaces whose methods push.
 */
class PushInterfaces {

	// tag::scan[]
	@SpringBootApplication
	@PhoenixPushScan
	class ChatApplication {

	}
	// end::scan[]

	@Configuration(proxyBeanMethods = false)
	static class ByHand {

		// tag::bean[]
		@Bean
		Rooms rooms(PhoenixPushProxyFactory factory) {
			return factory.createClient(Rooms.class);
		}
		// end::bean[]

	}

	// tag::use[]
	@Service
	static class Chat {

		private final Rooms rooms;

		Chat(Rooms rooms) {
			this.rooms = rooms;
		}

		long say(String room, String text) {
			this.rooms.typing(room);
			try {
				Posted posted = this.rooms.post(room, new NewMessage(text));
				return posted.id();
			}
			catch (PushRejectedException ex) {
				throw new IllegalArgumentException(ex.reply().reason());
			}
		}

	}
	// end::use[]

}
