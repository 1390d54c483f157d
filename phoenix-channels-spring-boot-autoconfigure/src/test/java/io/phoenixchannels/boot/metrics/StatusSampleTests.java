package io.phoenixchannels.boot.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.micrometer.core.instrument.MockClock;
import io.phoenixchannels.client.ClientStatus;
import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.ChannelStatus;
import io.phoenixchannels.session.ConnectionState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StatusSampleTests {

	private final MockClock clock = new MockClock();

	private final CountingClient client = new CountingClient();

	private final StatusSample sample = new StatusSample(this.client, this.clock);

	private void readAll() {
		for (ConnectionState state : ConnectionState.values()) {
			this.sample.connections(state);
		}
		for (ChannelState state : ChannelState.values()) {
			this.sample.channels(state);
		}
		this.sample.bufferedPushes();
	}

	@Test
	void oneScrapeAsksTheClientOnce() {
		readAll();
		readAll();
		this.clock.add(Duration.ofMillis(999));
		readAll();
		assertThat(this.client.asked).isEqualTo(1);
	}

	@Test
	void laterScrapeAsksAgain() {
		readAll();
		this.client.status(new ClientStatus(List.of(FakePhoenixClient.connection(ConnectionState.OPEN)),
				List.of(channel("a", 2), channel("b", 3))));
		assertThat(this.sample.connections(ConnectionState.IDLE)).isEqualTo(1);
		this.clock.add(Duration.ofSeconds(1));
		assertThat(this.sample.connections(ConnectionState.IDLE)).isZero();
		assertThat(this.sample.connections(ConnectionState.OPEN)).isEqualTo(1);
		assertThat(this.sample.channels(ChannelState.WAITING)).isEqualTo(2);
		assertThat(this.sample.bufferedPushes()).isEqualTo(5);
		assertThat(this.client.asked).isEqualTo(2);
	}

	private static ChannelStatus channel(String topic, int buffered) {
		return new ChannelStatus(topic, ChannelState.WAITING, null, Instant.EPOCH, buffered, null, null);
	}

	private static final class CountingClient extends FakePhoenixClient {

		private int asked;

		private CountingClient() {
			super("default");
		}

		@Override
		public ClientStatus status() {
			this.asked++;
			return super.status();
		}

	}

}
