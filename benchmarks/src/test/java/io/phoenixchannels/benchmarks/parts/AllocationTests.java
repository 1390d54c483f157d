package io.phoenixchannels.benchmarks.parts;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Supplier;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the parts allocate for each message stays within bounds. Unlike time, this does
 * not depend on the machine. A bound is what was measured on JDK 17 and a tenth; who
 * lowers the figure lowers the bound, and who raises it says why.
 */
class AllocationTests {

	private static final int BATCH = 20_000;

	/** The compiler needs time to find out what need not be allocated. */
	private static final int MAX_BATCHES = 40;

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final CodecBenchmark codec = new CodecBenchmark();

	private static InMemoryClient client;

	private static Object sink;

	@BeforeAll
	static void prepare() {
		codec.size = 100;
		codec.prepare();
		client = new InMemoryClient();
	}

	@AfterAll
	static void close() {
		client.close();
	}

	@Test
	void decodeOfTextAllocatesFrameAndItsStringsOnly() {
		assertAllocates(120, "decode v2 text", codec::decodeV2Text);
	}

	@Test
	void decodeOfVersionOneAllocatesFrameAndItsStringsOnly() {
		assertAllocates(140, "decode v1 text", codec::decodeV1Text);
	}

	@Test
	void decodeOfBinaryAllocatesFrameAndItsBytesOnly() {
		assertAllocates(325, "decode v2 binary", codec::decodeV2Binary);
	}

	@Test
	void bindingAllocatesNoTree() {
		assertAllocates(450, "bind a record", codec::bindRecord);
	}

	@Test
	void encodeAllocatesTheTextOnly() {
		assertAllocates(440, "encode v2 text", codec::encodeV2Text);
	}

	@Test
	void eventFromTransportToHandlerStaysWithinItsBytes() {
		var event = InMemoryClient.event(100);
		assertAllocates(650, "event from transport to handler", () -> client.receive(event));
	}

	@Test
	void pushAndReplyStayWithinTheirBytes() {
		assertAllocates(2700, "push and reply", client::push);
	}

	@Test
	void pushWithoutReplyStaysWithinItsBytes() {
		assertAllocates(1700, "push without reply", client::send);
	}

	private static void assertAllocates(int bound, String part, Supplier<?> operation) {
		double least = Double.MAX_VALUE;
		for (int i = 0; i < MAX_BATCHES && least > bound; i++) {
			least = Math.min(least, batch(operation));
		}
		System.out.println(String.format(Locale.ROOT, "%s: %.0f B (at most %d)", part, least, bound));
		assertThat(least).as("bytes allocated by: " + part).isLessThanOrEqualTo(bound);
	}

	private static double batch(Supplier<?> operation) {
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < BATCH; i++) {
			sink = operation.get();
		}
		return (threads.getCurrentThreadAllocatedBytes() - before) / (double) BATCH;
	}

}
