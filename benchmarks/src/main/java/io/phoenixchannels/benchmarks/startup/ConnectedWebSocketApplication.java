package io.phoenixchannels.benchmarks.startup;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.client.WebSocketConnectionManager;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * The same with Spring's WebSocket client, which connects when our client would.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ConnectedWebSocketApplication {

	public static void main(String[] args) {
		EmptyApplication.start(ConnectedWebSocketApplication.class, args);
	}

	@Bean
	WebSocketConnectionManager connectionManager(@Value("${phoenix.channels.url}") String url) {
		WebSocketConnectionManager manager = new WebSocketConnectionManager(new StandardWebSocketClient(),
				new SilentHandler(), url + "/websocket?vsn=2.0.0");
		manager.setAutoStartup(true);
		manager.setPhase(Integer.MIN_VALUE);
		return manager;
	}

	static class SilentHandler extends AbstractWebSocketHandler {

	}

}
