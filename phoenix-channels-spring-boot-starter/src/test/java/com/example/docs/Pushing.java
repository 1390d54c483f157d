package com.example.docs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.PushException;
import io.phoenixchannels.client.PushInterruptedException;
import io.phoenixchannels.client.PushRefusedException;
import io.phoenixchannels.client.PushRejectedException;
import io.phoenixchannels.client.PushTimeoutException;
import io.phoenixchannels.template.PhoenixOperations;

import org.springframework.stereotype.Service;

/**
 * Three ways to push, and what can go wrong.
 */
@Service
class Pushing {

	private final PhoenixOperations phoenix;

	Pushing(PhoenixOperations phoenix) {
		this.phoenix = phoenix;
	}

	// tag::typed[]
	CompletableFuture<Accepted> order(Order order) {
		return this.phoenix.push("orders:eu", "place", order, Accepted.class);
	}
	// end::typed[]

	// tag::reply[]
	CompletableFuture<String> verdict(Order order) {
		return this.phoenix.push("orders:eu", "place", order).thenApply(PhoenixReply::status);
	}
	// end::reply[]

	// tag::send[]
	void seen(String id) {
		this.phoenix.send("orders:eu", "seen", new Seen(id));
	}
	// end::send[]

	// tag::bytes[]
	void picture(byte[] jpeg) {
		this.phoenix.send("orders:eu", "picture", jpeg);
	}
	// end::bytes[]

	// tag::failures[]
	CompletableFuture<Placed> place(Order order) {
		return order(order).thenApply((accepted) -> Placed.YES).exceptionally((ex) -> whatBecameOf(cause(ex)));
	}

	private static Placed whatBecameOf(Throwable failure) {
		if (failure instanceof PushRejectedException rejected) {
			return Placed.NO; // rejected.reply() says why
		}
		if (failure instanceof PushRefusedException) {
			return Placed.NO; // it was not sent
		}
		if (failure instanceof PushTimeoutException timeout) {
			return timeout.wasSent() ? Placed.PERHAPS : Placed.NO;
		}
		if (failure instanceof PushInterruptedException) {
			return Placed.PERHAPS; // the connection broke before the reply came
		}
		throw new IllegalStateException(failure);
	}
	// end::failures[]

	private static Throwable cause(Throwable ex) {
		return (ex instanceof CompletionException && ex.getCause() instanceof PushException push) ? push : ex;
	}

	record Order(String id, int amount) {
	}

	record Accepted(String number) {
	}

	record Seen(String id) {
	}

	enum Placed {

		YES, NO, PERHAPS

	}

}
