package io.phoenixchannels.sample.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What happened in the last minutes, for browsers that come, and what happened since they
 * last heard.
 */
@Component
final class History {

	private final Recent<Message> messages = new Recent<>(200);

	private final Recent<Happening> happenings = new Recent<>(200);

	private final Recent<RoundTrip> roundTrips = new Recent<>(500);

	private final Recent<Rate> rates = new Recent<>(200);

	private long number;

	private int heardThisSecond;

	synchronized void message(Message message) {
		this.messages.add(++this.number, message);
	}

	synchronized void happening(Happening happening) {
		this.happenings.add(++this.number, happening);
	}

	synchronized void roundTrip(String of, Duration time) {
		this.roundTrips.add(++this.number, new RoundTrip(Instant.now(), of, time.toNanos() / 1_000_000.0));
	}

	synchronized void counted() {
		this.heardThisSecond++;
	}

	synchronized void secondPassed() {
		this.rates.add(++this.number, new Rate(Instant.now(), this.heardThisSecond));
		this.heardThisSecond = 0;
	}

	/**
	 * What has a greater number.
	 */
	synchronized Excerpt since(long number) {
		return new Excerpt(this.number, this.messages.since(number), this.happenings.since(number),
				this.roundTrips.since(number), this.rates.since(number));
	}

	/**
	 * Part of the history.
	 *
	 * @param number of the last thing in it
	 */
	record Excerpt(long number, List<Message> messages, List<Happening> happenings, List<RoundTrip> roundTrips,
			List<Rate> rates) {
	}

	/**
	 * A shout.
	 */
	record Message(Instant at, String room, @Nullable String name, @Nullable String text) {
	}

	/**
	 * Something that happened to the client.
	 *
	 * @param kind the name of the notice
	 * @param mood {@code good}, {@code bad}, {@code warn} or {@code info}
	 * @param topic what it is about; null if it is the connection
	 * @param from with {@code to}, the time that messages may be missing from; mostly
	 * null
	 */
	record Happening(Instant at, String kind, String mood, @Nullable String topic, String text, @Nullable Instant from,
			@Nullable Instant to) {
	}

	/**
	 * How long an answer took.
	 *
	 * @param of {@code heartbeat} or {@code push}
	 */
	record RoundTrip(Instant at, String of, double millis) {
	}

	/**
	 * How many messages of any event came within a second.
	 */
	record Rate(Instant at, int messages) {
	}

}
