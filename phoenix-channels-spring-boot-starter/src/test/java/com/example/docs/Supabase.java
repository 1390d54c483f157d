package com.example.docs;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.boot.autoconfigure.PhoenixJoinParamsSupplier;
import io.phoenixchannels.template.PhoenixTemplate;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Changes of a database table, and messages of other clients, by Supabase Realtime.
 */
@Configuration(proxyBeanMethods = false)
class Supabase {

	// tag::join[]
	@Bean
	PhoenixJoinParamsSupplier supabaseJoin(AccessTokens tokens) {
		Map<String, ?> config = Map.of("postgres_changes",
				List.of(Map.of("event", "*", "schema", "public", "table", "orders")), "broadcast",
				Map.of("self", false, "ack", true), "presence", Map.of("key", ""), "private", true);
		return (join) -> tokens.fresh().thenApply((token) -> Map.of("config", config, "access_token", token));
	}
	// end::join[]

	// tag::listener[]
	@Component
	static class Orders {

		private final PhoenixTemplate supabase;

		Orders(PhoenixTemplate supabase) {
			this.supabase = supabase;
		}

		@PhoenixListener(topic = "realtime:orders", event = "postgres_changes")
		void changed(Change change) {
			if (change.data().type().equals("INSERT")) {
				this.supabase.push("realtime:orders", "broadcast",
						Map.of("type", "broadcast", "event", "seen", "payload", change.data().record()));
			}
		}

		record Change(List<Long> ids, Data data) {
		}

		record Data(String type, String table, Map<String, ?> record) {
		}

	}
	// end::listener[]

	interface AccessTokens {

		CompletableFuture<String> fresh();

	}

}
