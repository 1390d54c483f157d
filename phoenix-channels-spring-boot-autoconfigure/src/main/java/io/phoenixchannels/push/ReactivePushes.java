package io.phoenixchannels.push;

import reactor.core.publisher.Mono;

import org.springframework.core.ReactiveAdapter;

/**
 * Delivers as reactive types do. Apart, as Reactor need not be there.
 */
final class ReactivePushes {

	private ReactivePushes() {
	}

	/**
	 * As a type that Spring has an adapter for: pushes at each subscription.
	 */
	static PushDelivery as(ReactiveAdapter adapter) {
		return (push) -> adapter.fromPublisher(Mono.fromFuture(push));
	}

	/**
	 * As a Mono, which Spring's proxies await for suspend functions of Kotlin.
	 */
	static PushDelivery suspending() {
		return Mono::fromFuture;
	}

}
