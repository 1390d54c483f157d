package io.phoenixchannels.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import io.phoenixchannels.client.ListenerPolicy.Overflow;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ChannelDispatcherTests {

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final List<String> heard = new ArrayList<>();

	private final ReadGate first = new ReadGate();

	private final ReadGate second = new ReadGate();

	private final ChannelDispatcher dispatcher = dispatcher();

	private ChannelDispatcher dispatcher() {
		Handlers handlers = new Handlers();
		handlers.add(TopicPattern.exactly("room:1"), null, (message) -> this.heard.add(message.event()));
		return new ChannelDispatcher("room:1", handlers, new ListenerPolicy(2, Overflow.PAUSE),
				new PayloadConverter(JsonMapper.builder().build()), this.tasks::add, new ChannelDispatcher.Reporter() {

					@Override
					public void messageDropped(String topic, String event) {
						throw new AssertionError("dropped");
					}

					@Override
					public void handlerFailed(String topic, String event, Throwable failure) {
						throw new AssertionError(failure);
					}

				});
	}

	private void comes(String event, ReadGate gate) {
		assertThat(this.dispatcher.offer(new Frame(null, null, "room:1", event, Payload.EMPTY), gate)).isTrue();
		this.dispatcher.wakingReading().run();
	}

	private void handleAll() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	@Test
	void holdsReadingUpUntilHalfOfItsMessagesAreHeard() {
		comes("a", this.first);
		assertThat(this.first.isHeld()).isFalse();
		comes("b", this.first);
		assertThat(this.first.isHeld()).isTrue();
		handleAll();
		assertThat(this.first.isHeld()).isFalse();
		assertThat(this.heard).containsExactly("a", "b");
	}

	@Test
	void noLongerHoldsUpTheConnectionThatItsTopicHasLeft() {
		comes("a", this.first);
		comes("b", this.first);
		comes("c", this.second);
		assertThat(this.first.isHeld()).isFalse();
		assertThat(this.second.isHeld()).isTrue();
		handleAll();
		assertThat(this.first.isHeld()).isFalse();
		assertThat(this.second.isHeld()).isFalse();
		assertThat(this.heard).containsExactly("a", "b", "c");
	}

}
