package io.phoenixchannels.benchmarks.parts;

import java.util.concurrent.TimeUnit;

import io.phoenixchannels.benchmarks.client.Tick;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.protocol.WireMessage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The client as a whole, from its transport to the handler and back, on one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class ClientBenchmark {

	private final WireMessage event = InMemoryClient.event(100);

	private InMemoryClient client;

	@Setup
	public void connect() {
		this.client = new InMemoryClient();
	}

	@TearDown
	public void close() {
		this.client.close();
	}

	@Benchmark
	public Tick receiveAndDispatch() {
		return this.client.receive(this.event);
	}

	@Benchmark
	public PhoenixReply pushAndReply() {
		return this.client.push();
	}

	@Benchmark
	public long pushWithoutReply() {
		return this.client.send();
	}

}
