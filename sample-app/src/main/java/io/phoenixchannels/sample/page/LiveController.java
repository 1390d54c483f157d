package io.phoenixchannels.sample.page;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.client.ClientStatus;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.sample.page.History.Excerpt;
import io.phoenixchannels.sample.server.Faults;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams the history to browsers: all of it at first, then ten times a second what is
 * new. A browser that is slow gets fewer and larger updates, and holds up nothing but
 * itself.
 */
@RestController
class LiveController implements DisposableBean {

	private final Set<SseEmitter> browsers = ConcurrentHashMap.newKeySet();

	private final ScheduledExecutorService threads = new ScheduledThreadPoolExecutor(4,
			new CustomizableThreadFactory("live-page-"));

	private final PhoenixClient client;

	private final History history;

	private final @Nullable Faults faults;

	private volatile boolean closed;

	LiveController(PhoenixClient client, History history, ObjectProvider<Faults> faults) {
		this.client = client;
		this.history = history;
		this.faults = faults.getIfAvailable();
	}

	@GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter live() {
		SseEmitter browser = new SseEmitter(0L);
		Stream stream = new Stream(browser);
		ScheduledFuture<?> sending = this.threads.scheduleWithFixedDelay(stream::send, 0, 100, TimeUnit.MILLISECONDS);
		browser.onCompletion(() -> {
			sending.cancel(false);
			this.browsers.remove(browser);
		});
		this.browsers.add(browser);
		if (this.closed) {
			browser.complete();
		}
		return browser;
	}

	/**
	 * Streams never end by themselves, and a graceful shutdown would wait for them.
	 */
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.closed = true;
		this.browsers.forEach(SseEmitter::complete);
	}

	@Override
	public void destroy() {
		this.threads.shutdownNow();
	}

	private @Nullable Server server() {
		return (this.faults != null) ? new Server(this.faults.isServerRunning(), this.faults.isRefusingJoins()) : null;
	}

	/**
	 * What a browser gets.
	 *
	 * @param server null if it is not the embedded one
	 */
	record Update(Instant now, String target, ClientStatus status, @Nullable Server server, Excerpt history) {
	}

	/**
	 * The embedded server.
	 */
	record Server(boolean running, boolean refusingJoins) {
	}

	/**
	 * The stream to one browser. Sends one update at a time.
	 */
	private final class Stream {

		private final SseEmitter browser;

		private @Nullable Update last;

		private Stream(SseEmitter browser) {
			this.browser = browser;
		}

		private void send() {
			Update last = this.last;
			Update update = new Update(Instant.now(), LiveController.this.client.target(),
					LiveController.this.client.status(), server(),
					LiveController.this.history.since((last != null) ? last.history().number() : 0));
			if (last != null && update.history().number() == last.history().number()
					&& update.status().equals(last.status())) {
				return;
			}
			this.last = update;
			try {
				this.browser.send(update);
			}
			catch (IOException | IllegalStateException ex) {
				this.browser.completeWithError(ex);
				throw new IllegalStateException("The browser has gone", ex);
			}
		}

	}

}
