package com.example.docs;

import io.phoenixchannels.boot.autoconfigure.PhoenixClientBuilderCustomizer;
import io.phoenixchannels.client.PhoenixClient;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Clients that are configured, changed and injected.
 */
@Configuration(proxyBeanMethods = false)
class Rules {

	// tag::customizer[]
	@Bean
	PhoenixClientBuilderCustomizer userAgent() {
		return (client, builder) -> builder.header("User-Agent", "billing/" + client);
	}
	// end::customizer[]

	// tag::qualifier[]
	@Component
	static class Billing {

		private final PhoenixClient client;

		Billing(@Qualifier("billing") PhoenixClient client) {
			this.client = client;
		}

		void follow(String customer) {
			this.client.join("invoices:" + customer);
		}

	}
	// end::qualifier[]

}
