package io.phoenixchannels.benchmarks.workload;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What was consumed up to a moment.
 *
 * @param nanos the time
 * @param allocated bytes, by all threads that are alive
 * @param cpu of this process, in nanoseconds
 * @param serverCpu of the server's process, in nanoseconds
 */
record Consumption(long nanos, long allocated, long cpu, long serverCpu) {

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	static Consumption now(String url) throws IOException {
		long serverCpu = Long.parseLong(get(url, "/cpu"));
		return new Consumption(System.nanoTime(), allocatedByAll(), cpuOfThisProcess(), serverCpu);
	}

	Consumption since(Consumption before) {
		return new Consumption(this.nanos - before.nanos, this.allocated - before.allocated, this.cpu - before.cpu,
				this.serverCpu - before.serverCpu);
	}

	static long cpuOfThisProcess() {
		return system.getProcessCpuTime();
	}

	private static long allocatedByAll() {
		long sum = 0;
		for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
			sum += Math.max(0, bytes);
		}
		return sum;
	}

	/**
	 * Asks the server over plain HTTP.
	 */
	static String get(String url, String target) throws IOException {
		URI socket = URI.create(url);
		URLConnection connection = URI.create("http://" + socket.getAuthority() + target).toURL().openConnection();
		try (InputStream body = connection.getInputStream()) {
			return new String(body.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/**
	 * The heap that is in use, after what nobody uses was collected.
	 */
	static long heap() throws InterruptedException {
		long used = Long.MAX_VALUE;
		for (int i = 0; i < 4; i++) {
			System.gc();
			Thread.sleep(100);
			used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return used;
	}

}
