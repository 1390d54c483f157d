package io.phoenixchannels.benchmarks.startup;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.benchmarks.client.Tick;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The same with our starter, a client that connects, and a listener.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PhoenixApplication {

	public static void main(String[] args) {
		EmptyApplication.start(PhoenixApplication.class, args);
	}

	@Bean
	TickListener tickListener() {
		return new TickListener();
	}

	static class TickListener {

		@PhoenixListener(topic = "room:0", event = "tick")
		void onTick(Tick tick) {
			// Only started, never called.
		}

	}

}
