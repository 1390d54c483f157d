package io.phoenixchannels.fleet;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Which shard a topic belongs to: the CRC-32 of its UTF-8 bytes, as zlib, PNG and
 * Ethernet have it, modulo the number of shards. Any language can compute it: in Elixir,
 * {@code rem(:erlang.crc32(topic), shards)}. It never changes, or instances of two
 * versions would own the same topic.
 *
 * @param count how many there are, at least 1
 */
public record Shards(int count) {

	public Shards {
		if (count < 1) {
			throw new IllegalArgumentException("There must be at least 1 shard, but there are " + count);
		}
	}

	/**
	 * The shard of a topic, from 0 on.
	 */
	public int of(String topic) {
		CRC32 crc = new CRC32();
		crc.update(topic.getBytes(StandardCharsets.UTF_8));
		return (int) (crc.getValue() % this.count);
	}

}
