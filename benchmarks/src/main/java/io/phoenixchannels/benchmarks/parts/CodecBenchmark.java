package io.phoenixchannels.benchmarks.parts;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.benchmarks.client.Tick;
import io.phoenixchannels.client.PayloadConverter;
import io.phoenixchannels.protocol.Codec;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.protocol.v1.V1Codec;
import io.phoenixchannels.protocol.v2.V2Codec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.json.JsonMapper;

/**
 * Frames and payloads, read and written.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class CodecBenchmark {

	@Param({ "100", "1024", "16384" })
	public int size;

	private final Codec v1 = new V1Codec();

	private final Codec v2 = new V2Codec();

	private final PayloadConverter converter = new PayloadConverter(JsonMapper.shared());

	private final PayloadConverter.Reader<Tick> reader = this.converter.reader(Tick.class);

	private WireMessage v1Text;

	private WireMessage v2Text;

	private WireMessage v2Binary;

	private Payload payload;

	private Frame push;

	private Frame binaryPush;

	private Tick tick;

	@Setup
	public void prepare() {
		this.tick = Tick.ofSize(this.size);
		String json = this.tick.json();
		this.v1Text = new WireMessage.Text(
				"{\"topic\":\"room:lobby\",\"ref\":null,\"payload\":" + json + ",\"event\":\"tick\"}");
		this.v2Text = InMemoryClient.event(this.size);
		byte[] head = "\2\12\4room:lobbytick".getBytes(StandardCharsets.ISO_8859_1);
		byte[] broadcast = new byte[head.length + this.size];
		System.arraycopy(head, 0, broadcast, 0, head.length);
		this.v2Binary = new WireMessage.Binary(broadcast);
		this.payload = Payload.json(json);
		this.push = new Frame("1", "2", "room:lobby", "tick", this.payload);
		this.binaryPush = new Frame("1", "2", "room:lobby", "tick", Payload.binary(new byte[this.size]));
	}

	@Benchmark
	public Frame decodeV1Text() {
		return this.v1.decode(this.v1Text);
	}

	@Benchmark
	public Frame decodeV2Text() {
		return this.v2.decode(this.v2Text);
	}

	@Benchmark
	public Frame decodeV2Binary() {
		return this.v2.decode(this.v2Binary);
	}

	@Benchmark
	public Tick bindRecord() {
		return this.reader.read(this.payload);
	}

	@Benchmark
	public Payload writeRecord() {
		return this.converter.write(this.tick);
	}

	@Benchmark
	public WireMessage encodeV2Text() {
		return this.v2.encode(this.push);
	}

	@Benchmark
	public WireMessage encodeV2Binary() {
		return this.v2.encode(this.binaryPush);
	}

}
