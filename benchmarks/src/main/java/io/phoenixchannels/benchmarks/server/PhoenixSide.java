package io.phoenixchannels.benchmarks.server;

import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the server understands of Phoenix, version 2 of its protocol. Everything is
 * answered at once, and every topic exists, without a limit on their number:
 * <ul>
 * <li>{@code phx_join}, {@code phx_leave} and {@code heartbeat} with an empty ok</li>
 * <li>{@code echo} with its payload as the response</li>
 * <li>{@code bounce} with an event {@code bounced} on the same topic</li>
 * <li>{@code note} with nothing</li>
 * <li>{@code flood} with {@code {"size":..,"count":..,"topics":..}}: so many events
 * {@code tick}, as fast as the client reads, on as many topics of the pushed topic's
 * prefix</li>
 * <li>{@code drip} with {@code {"rate":..,"count":..}}: so many events {@code tick} a
 * second on its topic</li>
 * </ul>
 */
final class PhoenixSide {

	/** How many bytes of a message always hold what comes before the payload. */
	static final int ENVELOPE = 192;

	private static final byte[] NOTE = { '"', 'n', 'o', 't', 'e', '"' };

	private static final String ELEMENT = "(null|\"[^\"]*\"|\\d+)";

	private static final Pattern MESSAGE = Pattern
		.compile("\\[" + (ELEMENT + ",").repeat(2) + "\"([^\"]*)\",\"([^\"]*)\",(.*)\\]", Pattern.DOTALL);

	private final Floods floods;

	private final Out out;

	private Floods.@Nullable Chunk flood;

	private long left;

	private @Nullable Drip drip;

	PhoenixSide(Floods floods, Out out) {
		this.floods = floods;
		this.out = out;
	}

	/**
	 * Whether this is the beginning of a message that nobody answers.
	 */
	boolean isNote(byte[] message, int length) {
		int commas = 0;
		for (int i = 0; i < length; i++) {
			if (message[i] == ',' && ++commas == 3) {
				return starts(message, i + 1, length);
			}
		}
		return false;
	}

	private static boolean starts(byte[] message, int from, int length) {
		if (from + NOTE.length > length) {
			return false;
		}
		for (int i = 0; i < NOTE.length; i++) {
			if (message[from + i] != NOTE[i]) {
				return false;
			}
		}
		return true;
	}

	void handle(String text) {
		Matcher message = MESSAGE.matcher(text);
		if (!message.matches()) {
			throw new IllegalArgumentException(
					"This server does not understand " + text.substring(0, Math.min(200, text.length())));
		}
		String refs = message.group(1) + "," + message.group(2);
		String topic = message.group(3);
		String payload = message.group(5);
		switch (message.group(4)) {
			case "phx_join", "phx_leave", "heartbeat" -> reply(refs, topic, "{}");
			case "echo" -> reply(refs, topic, payload);
			case "bounce" -> this.out.send("[null,null,\"" + topic + "\",\"bounced\"," + payload + "]");
			case "flood" -> {
				String prefix = topic.substring(0, topic.lastIndexOf(':') + 1);
				this.flood = this.floods.chunk(prefix, (int) number(payload, "topics"), (int) number(payload, "size"));
				this.left += number(payload, "count");
			}
			case "drip" -> {
				this.floods.dripBegins();
				this.drip = new Drip(topic, 1_000_000_000 / number(payload, "rate"), number(payload, "count"));
			}
			default -> throw new IllegalArgumentException("This server does not know the event " + message.group(4));
		}
	}

	private void reply(String refs, String topic, String response) {
		this.out
			.send("[" + refs + ",\"" + topic + "\",\"phx_reply\",{\"status\":\"ok\",\"response\":" + response + "}]");
	}

	private static long number(String payload, String name) {
		Matcher number = Pattern.compile("\"" + name + "\":(\\d+)").matcher(payload);
		if (!number.find()) {
			throw new IllegalArgumentException("There is no number '" + name + "' in " + payload);
		}
		return Long.parseLong(number.group(1));
	}

	@Nullable ByteBuffer nextOfFlood() {
		Floods.Chunk flood = this.flood;
		if (flood == null || this.left == 0) {
			return null;
		}
		int frames = (int) Math.min(this.left, flood.frames());
		this.left -= frames;
		return flood.first(frames);
	}

	void drip(long now) {
		Drip drip = this.drip;
		if (drip == null) {
			return;
		}
		while (drip.left > 0 && now - drip.nextAt >= 0) {
			this.out.send("[null,null,\"" + drip.topic + "\",\"tick\"," + Floods.tick(1_000_000, 100) + "]");
			drip.left--;
			drip.nextAt += drip.interval;
		}
		if (drip.left == 0) {
			closed();
		}
	}

	void closed() {
		if (this.drip != null) {
			this.drip = null;
			this.floods.dripEnds();
		}
	}

	/**
	 * Where messages go.
	 */
	interface Out {

		void send(String text);

	}

	private static final class Drip {

		private final String topic;

		private final long interval;

		private long left;

		private long nextAt = System.nanoTime();

		Drip(String topic, long interval, long count) {
			this.topic = topic;
			this.interval = interval;
			this.left = count;
		}

	}

}
