package com.example.docs;

import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;

/**
 * A Phoenix application in a container.
 */
@TestConfiguration(proxyBeanMethods = false)
class Containers {

	// tag::connection[]
	@Bean
	@ServiceConnection(name = "phoenix")
	GenericContainer<?> phoenix() {
		return new GenericContainer<>("my/chat").withExposedPorts(4000);
	}
	// end::connection[]

}
