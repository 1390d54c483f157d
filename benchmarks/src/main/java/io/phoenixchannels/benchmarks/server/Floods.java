package io.phoenixchannels.benchmarks.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Events encoded beforehand, to be written again and again.
 */
final class Floods {

	private static final int CHUNK = 1024 * 1024;

	private final Map<Kind, Chunk> chunks = new HashMap<>();

	private int drips;

	/**
	 * The events of a flood, round and round its topics.
	 * @param size of a payload, in bytes
	 * @param topics {@code <prefix>0} and so on
	 */
	Chunk chunk(String prefix, int topics, int size) {
		return this.chunks.computeIfAbsent(new Kind(prefix, topics, size), Floods::encode);
	}

	private static Chunk encode(Kind kind) {
		int aFrame = kind.size() + kind.prefix().length() + 40;
		int frames = Math.max(1, CHUNK / aFrame / kind.topics()) * kind.topics();
		int[] ends = new int[frames + 1];
		ByteArrayOutputStream out = new ByteArrayOutputStream(CHUNK + 4096);
		for (int i = 0; i < frames; i++) {
			String text = "[null,null,\"" + kind.prefix() + (i % kind.topics()) + "\",\"tick\","
					+ tick(1_000_000 + i, kind.size()) + "]";
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			out.writeBytes(ServerFrames.header(bytes.length));
			out.writeBytes(bytes);
			ends[i + 1] = out.size();
		}
		ByteBuffer buffer = ByteBuffer.allocateDirect(out.size());
		buffer.put(out.toByteArray()).flip();
		return new Chunk(buffer, ends);
	}

	static String tick(int seq, int size) {
		String begin = "{\"seq\":" + seq + ",\"price\":101.25,\"symbol\":\"ABC\",\"filler\":\"";
		return begin + "x".repeat(Math.max(0, size - begin.length() - 2)) + "\"}";
	}

	boolean isDripping() {
		return this.drips > 0;
	}

	void dripBegins() {
		this.drips++;
	}

	void dripEnds() {
		this.drips--;
	}

	private record Kind(String prefix, int topics, int size) {
	}

	/**
	 * Whole frames, one after the other.
	 *
	 * @param ends where each frame ends, after a 0
	 */
	record Chunk(ByteBuffer bytes, int[] ends) {

		int frames() {
			return this.ends.length - 1;
		}

		/**
		 * The first frames, to be read once.
		 */
		ByteBuffer first(int frames) {
			return this.bytes.duplicate().limit(this.ends[frames]);
		}

	}

}
