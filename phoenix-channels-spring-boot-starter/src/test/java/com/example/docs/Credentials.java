package com.example.docs;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.boot.autoconfigure.PhoenixAuthTokenSupplier;
import io.phoenixchannels.boot.autoconfigure.PhoenixJoinParamsSupplier;
import io.phoenixchannels.client.PhoenixMessage;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What expires or moves is asked for at every attempt.
 */
@Configuration(proxyBeanMethods = false)
class Credentials {

	// tag::token[]
	@Bean
	PhoenixAuthTokenSupplier phoenixToken(Tokens tokens) {
		return (attempt) -> tokens.current(attempt.wasRefused());
	}
	// end::token[]

	// tag::cursor[]
	@Bean
	PhoenixJoinParamsSupplier cursor() {
		return (join) -> CompletableFuture.completedFuture(since(join.lastMessage()));
	}

	private static Map<String, ?> since(PhoenixMessage last) {
		return (last != null) ? Map.of("since", last.payload(Numbered.class).number()) : Map.of();
	}

	record Numbered(long number) {
	}
	// end::cursor[]

	interface Tokens {

		CompletableFuture<String> current(boolean renew);

	}

}
