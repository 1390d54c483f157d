package com.example.room;

import io.phoenixchannels.test.container.PhoenixContainer;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;

@TestConfiguration(proxyBeanMethods = false)
class RealPhoenix {

	@Bean
	@ServiceConnection(name = "phoenix")
	PhoenixContainer phoenix() {
		return new PhoenixContainer();
	}

}
