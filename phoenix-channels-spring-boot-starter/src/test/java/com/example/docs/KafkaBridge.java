package com.example.docs;

import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.annotation.TopicVariable;
import io.phoenixchannels.template.PhoenixTemplate;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * From Phoenix to Kafka, and from Kafka to Phoenix.
 */
// tag::bridge[]
@Component
class KafkaBridge {

	private final KafkaTemplate<String, String> kafka;

	private final PhoenixTemplate phoenix;

	KafkaBridge(KafkaTemplate<String, String> kafka, PhoenixTemplate phoenix) {
		this.kafka = kafka;
		this.phoenix = phoenix;
	}

	/**
	 * The next price of the same market waits until Kafka has taken this one.
	 */
	@PhoenixListener(topic = "prices:{market}", event = "price")
	CompletableFuture<?> toKafka(String json, @TopicVariable String market) {
		return this.kafka.send("prices", market, json);
	}

	/**
	 * Kafka gives the record again unless Phoenix has accepted it.
	 */
	@KafkaListener(topics = "orders")
	CompletableFuture<Accepted> toPhoenix(Order order) {
		return this.phoenix.push("orders:eu", "place", order, Accepted.class);
	}

	record Order(String id, int amount) {
	}

	record Accepted(String number) {
	}

}
// end::bridge[]
