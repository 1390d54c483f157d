package com.example.docs;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.boot.autoconfigure.PhoenixJoinParamsSupplier;
import io.phoenixchannels.client.PhoenixMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class FleetCursor {

	// tag::cursor[]
	@Bean
	PhoenixJoinParamsSupplier cursor() {
		return (join) -> CompletableFuture.completedFuture(Map.of("after", after(join.lastMessage())));
	}

	private static long after(@Nullable PhoenixMessage last) {
		return (last != null) ? last.payload(Event.class).seq() : 0;
	}

	record Event(long seq) {
	}
	// end::cursor[]

}
