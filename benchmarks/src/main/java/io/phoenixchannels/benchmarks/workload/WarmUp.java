package io.phoenixchannels.benchmarks.workload;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds out when a JVM is warm: when its compiler, which shares the one core, has had
 * next to nothing to do for some time. On a busy machine that takes several times as
 * long.
 */
final class WarmUp {

	private static final double REST = 0.05;

	private static final int AT_MOST = 5;

	private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();

	private final Deque<Mark> marks = new ArrayDeque<>();

	private final long start = System.nanoTime();

	private final long nanos;

	/**
	 * Begins now.
	 * @param nanos how long it takes at least, and how long the compiler is to have
	 * rested
	 */
	WarmUp(long nanos) {
		this.nanos = nanos;
	}

	boolean isOver() {
		Mark now = new Mark(System.nanoTime(), this.compiler.getTotalCompilationTime() * 1_000_000);
		this.marks.addLast(now);
		while (this.marks.size() > 1 && now.nanos() - this.marks.getFirst().nanos() > this.nanos) {
			this.marks.removeFirst();
		}
		long passed = now.nanos() - this.start;
		double compiled = now.compiled() - this.marks.getFirst().compiled();
		return passed > this.nanos * AT_MOST || (passed > this.nanos && compiled < this.nanos * REST);
	}

	private record Mark(long nanos, long compiled) {
	}

}
