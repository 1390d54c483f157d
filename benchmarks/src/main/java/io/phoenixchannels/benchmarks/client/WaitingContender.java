package io.phoenixchannels.benchmarks.client;

import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * Our client without Spring, used by a thread that waits for each reply.
 */
final class WaitingContender implements Contender {

	private final CoreContender core = new CoreContender(Execution.DEFAULT, Integer.MAX_VALUE);

	private final Semaphore pushes = new Semaphore(0);

	private final Thread thread = new Thread(this::pushAndWait, "waiting");

	private Heard heard = new Heard() {
	};

	@Override
	public void open(Setup setup) {
		this.heard = setup.heard();
		this.core.open(setup);
		this.thread.setDaemon(true);
		this.thread.start();
	}

	@Override
	public void command(String topic, String event, String json) {
		this.core.command(topic, event, json);
	}

	/**
	 * On the thread that waits, which is where the reply before was heard.
	 */
	@Override
	public void echo() {
		this.pushes.release();
	}

	private void pushAndWait() {
		try {
			while (true) {
				this.pushes.acquire();
				this.core.push().join();
				this.heard.replied();
			}
		}
		catch (CompletionException ex) {
			this.heard.failed(ex);
		}
		catch (InterruptedException ex) {
			// The end.
		}
	}

	@Override
	public void note() {
		this.core.note();
	}

	@Override
	public void close() {
		this.thread.interrupt();
		this.core.close();
	}

}
