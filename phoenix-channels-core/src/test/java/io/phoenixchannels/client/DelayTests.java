package io.phoenixchannels.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.test.ManualTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Delays that no thread waits for.
 */
class DelayTests extends ClientTestSupport {

	private final ManualTime time = new ManualTime();

	@Test
	void delaysEndInTheirOrderAtTheirTimeOnTheCallbackExecutor() {
		connected(builder().clock(this.time.newClock()).callbackExecutor(Runnable::run));
		CompletableFuture<Void> later = this.client.delay(Duration.ofSeconds(5));
		CompletableFuture<Void> sooner = this.client.delay(Duration.ofSeconds(2));
		this.time.advance(Duration.ofMillis(1999));
		assertThat(sooner).isNotDone();
		this.time.advance(Duration.ofMillis(1));
		assertThat(sooner).isCompleted();
		assertThat(later).isNotDone();
		this.time.advance(Duration.ofSeconds(3));
		assertThat(later).isCompleted();
	}

	@Test
	void heartbeatsAndDelaysShareTheAlarm() throws Exception {
		connected(builder().clock(this.time.newClock()));
		CompletableFuture<Void> first = this.client.delay(Duration.ofSeconds(1));
		this.time.advance(Duration.ofSeconds(1));
		get(first);
		CompletableFuture<Void> afterHeartbeat = this.client.delay(Duration.ofSeconds(31));
		long before = this.client.counters().framesOut();
		this.time.advance(Duration.ofSeconds(29));
		assertThat(afterHeartbeat).isNotDone();
		assertThat(this.client.counters().framesOut()).isEqualTo(before + 1);
		this.time.advance(Duration.ofSeconds(2));
		get(afterHeartbeat);
	}

	@Test
	void delayOfZeroEndsAndOneOfLessIsRefused() throws Exception {
		connected(builder());
		get(this.client.delay(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.delay(Duration.ofMillis(-1)))
			.withMessage("A delay must not be negative, but is PT-0.001S");
	}

	@Test
	void closeCancelsDelaysAndThoseToCome() {
		connected(builder());
		CompletableFuture<Void> delay = this.client.delay(Duration.ofHours(1));
		this.client.close();
		assertThat(delay).isCancelled();
		assertThat(this.client.delay(Duration.ZERO)).isCancelled();
	}

}
