package io.phoenixchannels.sample.page;

import java.time.Instant;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.sample.page.History.Happening;
import io.phoenixchannels.sample.page.History.Message;
import io.phoenixchannels.sample.room.PushAnswered;
import io.phoenixchannels.sample.room.ShoutHeard;
import io.phoenixchannels.session.Notice;

import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes the history: what the room tells, and what the client tells those who watch it.
 */
@Component
final class Recorder {

	private final Chronicle chronicle = new Chronicle();

	private final History history;

	Recorder(PhoenixClient client, History history) {
		this.history = history;
		client.observe(this::noticed);
	}

	private void noticed(Notice notice) {
		if (notice instanceof Notice.HeartbeatAnswered heartbeat) {
			this.history.roundTrip("heartbeat", heartbeat.roundTrip());
			return;
		}
		Happening happening = this.chronicle.tell(notice, Instant.now());
		if (happening != null) {
			this.history.happening(happening);
		}
	}

	@EventListener
	void shoutHeard(ShoutHeard heard) {
		this.history.message(new Message(Instant.now(), heard.room(), heard.shout().name(), heard.shout().message()));
	}

	@EventListener
	void messageHeard(PhoenixMessage message) {
		this.history.counted();
	}

	@EventListener
	void pushAnswered(PushAnswered answered) {
		this.history.roundTrip("push", answered.roundTrip());
	}

	@Scheduled(fixedRate = 1000)
	void secondPassed() {
		this.history.secondPassed();
	}

}
