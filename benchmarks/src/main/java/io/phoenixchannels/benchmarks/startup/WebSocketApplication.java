package io.phoenixchannels.benchmarks.startup;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;

/**
 * The same with Spring's WebSocket client, not connected.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class WebSocketApplication {

	public static void main(String[] args) {
		EmptyApplication.start(WebSocketApplication.class, args);
	}

	@Bean
	StandardWebSocketClient webSocketClient() {
		return new StandardWebSocketClient();
	}

}
