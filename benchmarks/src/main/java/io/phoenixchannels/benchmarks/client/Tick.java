package io.phoenixchannels.benchmarks.client;

import java.util.Map;

/**
 * The payload of all events, in both directions.
 */
public record Tick(long seq, double price, String symbol, String filler) {

	private static final int BARE = new Tick(1_000_000, 101.25, "ABC", "").json().length();

	/**
	 * A payload that is so many bytes of JSON.
	 */
	public static Tick ofSize(int bytes) {
		return new Tick(1_000_000, 101.25, "ABC", "x".repeat(Math.max(0, bytes - BARE)));
	}

	public String json() {
		return "{\"seq\":" + this.seq + ",\"price\":" + this.price + ",\"symbol\":\"" + this.symbol + "\",\"filler\":\""
				+ this.filler + "\"}";
	}

	public Map<String, Object> map() {
		return Map.of("seq", this.seq, "price", this.price, "symbol", this.symbol, "filler", this.filler);
	}

}
