package io.phoenixchannels.benchmarks.client;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixClientBuilder;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.session.ReconnectPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Our client without Spring, with a handler that takes a record.
 */
public final class CoreContender implements Contender {

	private final Execution execution;

	private final int topicsPerConnection;

	private @Nullable PhoenixClient client;

	private @Nullable PhoenixChannel first;

	private Tick echo = Tick.ofSize(0);

	private Tick note = Tick.ofSize(0);

	private Heard heard = new Heard() {
	};

	/**
	 * Creates a client.
	 * @param topicsPerConnection before it opens another connection
	 */
	public CoreContender(Execution execution, int topicsPerConnection) {
		this.execution = execution;
		this.topicsPerConnection = topicsPerConnection;
	}

	@Override
	public void open(Setup setup) {
		this.heard = setup.heard();
		this.echo = setup.echo();
		this.note = setup.note();
		// All contenders come back this fast, so that their work is what is compared.
		ReconnectPolicy reconnect = new ReconnectPolicy(List.of(Duration.ofMillis(10)), 0, Duration.ofSeconds(10), 0,
				ReconnectPolicy.DEFAULT_RULES);
		PhoenixClientBuilder builder = PhoenixClient.builder(setup.url())
			.maxChannelsPerConnection(this.topicsPerConnection)
			.reconnect(reconnect);
		this.execution.applyTo(builder);
		PhoenixClient client = builder.build();
		this.client = client;
		client.observe((notice) -> {
			if (notice instanceof Notice.ChannelJoined) {
				this.heard.joined();
			}
		});
		client.connect();
		for (String topic : setup.topics()) {
			PhoenixChannel channel = client.channel(topic);
			if (this.first == null) {
				this.first = channel;
			}
			if (setup.listen()) {
				channel.on("tick", Tick.class, (tick) -> this.heard.tick());
			}
			channel.join();
		}
	}

	@Override
	public void command(String topic, String event, String json) {
		Objects.requireNonNull(this.client).channel(topic).send(event, Payload.json(json));
	}

	@Override
	public void echo() {
		push().whenComplete((reply, failure) -> {
			if (failure != null) {
				this.heard.failed(failure);
			}
			else {
				this.heard.replied();
			}
		});
	}

	CompletableFuture<PhoenixReply> push() {
		return Objects.requireNonNull(this.first).push("echo", this.echo);
	}

	@Override
	public void note() {
		Objects.requireNonNull(this.first).send("note", this.note).whenComplete((sent, failure) -> {
			if (failure != null) {
				this.heard.failed(failure);
			}
		});
	}

	@Override
	public void close() {
		if (this.client != null) {
			this.client.close();
		}
	}

}
