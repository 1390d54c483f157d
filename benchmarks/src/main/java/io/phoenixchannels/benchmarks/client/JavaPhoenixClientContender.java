package io.phoenixchannels.benchmarks.client;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

import kotlin.Unit;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.phoenixframework.Channel;
import org.phoenixframework.Defaults;
import org.phoenixframework.Socket;
import tools.jackson.databind.json.JsonMapper;

/**
 * JavaPhoenixClient, the other client for the JVM. Its handlers get maps.
 */
final class JavaPhoenixClientContender implements Contender {

	private static final long TIMEOUT = 60_000;

	private @Nullable Socket socket;

	private volatile @Nullable Channel first;

	private Map<String, Object> payload = Map.of();

	private Heard heard = new Heard() {
	};

	@Override
	public void open(Setup setup) throws InterruptedException {
		this.heard = setup.heard();
		this.payload = setup.echo().map();
		Socket socket = new Socket(setup.url(), Map.of(), Defaults.VSN, Defaults.INSTANCE.getEncode(),
				Defaults.INSTANCE.getDecode(), new OkHttpClient.Builder().build());
		this.socket = socket;
		socket.setReconnectAfterMs((tries) -> 10L);
		socket.setRejoinAfterMs((tries) -> 10L);
		// On the thread that reads: a reply that comes while another thread joins is lost
		// now and then.
		CountDownLatch joining = new CountDownLatch(1);
		socket.onOpen(() -> {
			if (this.first == null) {
				setup.topics().forEach((topic) -> join(socket, topic, setup.listen()));
				joining.countDown();
			}
			return Unit.INSTANCE;
		});
		socket.connect();
		joining.await();
	}

	private void join(Socket socket, String topic, boolean listen) {
		Channel channel = socket.channel(topic, Map.of());
		if (this.first == null) {
			this.first = channel;
		}
		if (listen) {
			channel.on("tick", (message) -> {
				this.heard.tick();
				return Unit.INSTANCE;
			});
		}
		channel.join(TIMEOUT).receive("ok", (message) -> {
			this.heard.joined();
			return Unit.INSTANCE;
		});
	}

	@Override
	@SuppressWarnings("unchecked")
	public void command(String topic, String event, String json) {
		Map<String, Object> payload = JsonMapper.shared().readValue(json, Map.class);
		Objects.requireNonNull(this.first).push(event, payload, TIMEOUT);
	}

	@Override
	public void echo() {
		Objects.requireNonNull(this.first).push("echo", this.payload, TIMEOUT).receive("ok", (message) -> {
			this.heard.replied();
			return Unit.INSTANCE;
		});
	}

	@Override
	public void note() {
		throw new UnsupportedOperationException("JavaPhoenixClient waits for a reply to each push");
	}

	@Override
	public void close() {
		if (this.socket != null) {
			this.socket.disconnect(1000, null, () -> Unit.INSTANCE);
		}
	}

}
