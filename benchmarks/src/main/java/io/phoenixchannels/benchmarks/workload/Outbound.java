package io.phoenixchannels.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import io.phoenixchannels.benchmarks.client.Contender;

/**
 * Pushes without a reply, from one thread or several. So that no queue overflows, now and
 * then a push with a reply tells how far the server is; all contenders pay for it alike.
 */
final class Outbound {

	private static final int WINDOWS = 8;

	private final Rounds rounds;

	private final String url;

	private final int size;

	private final int threads;

	private final int window;

	private final Semaphore windows = new Semaphore(WINDOWS);

	Outbound(Row.Arguments row) {
		this.rounds = new Rounds(row);
		this.url = row.text("url");
		this.size = row.number("size");
		this.threads = row.number("threads");
		this.window = Math.max(32, Math.min(500, 1024 * 1024 / this.size));
	}

	void run(Contender contender) throws Exception {
		Tally joins = new Tally();
		joins.expect(1);
		contender.open(new Contender.Setup(this.url, List.of("room:0"), false, this.size, new Contender.Heard() {

			@Override
			public void joined() {
				joins.hit();
			}

			@Override
			public void replied() {
				Outbound.this.windows.release();
			}

		}));
		joins.await();
		ExecutorService executor = Executors.newFixedThreadPool(this.threads);
		this.rounds.run((count) -> {
			List<Callable<Void>> senders = new ArrayList<>();
			for (int i = 0; i < this.threads; i++) {
				long share = count / this.threads + ((i < count % this.threads) ? 1 : 0);
				senders.add(() -> send(contender, share));
			}
			for (Future<Void> sender : executor.invokeAll(senders)) {
				sender.get();
			}
			this.windows.acquire(WINDOWS);
			this.windows.release(WINDOWS);
		});
		executor.shutdown();
	}

	private Void send(Contender contender, long count) throws Exception {
		for (long sent = 1; sent <= count; sent++) {
			contender.note();
			if (sent % this.window == 0 || sent == count) {
				this.windows.acquire();
				contender.echo();
			}
		}
		return null;
	}

}
