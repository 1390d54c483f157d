package io.phoenixchannels.benchmarks.workload;

import java.util.List;
import java.util.stream.IntStream;

import io.phoenixchannels.benchmarks.client.Contender;

/**
 * Events as fast as the client takes them, on one topic or round and round several.
 */
final class Flood {

	private final Rounds rounds;

	private final String url;

	private final int size;

	private final int topics;

	Flood(Row.Arguments row) {
		this.rounds = new Rounds(row);
		this.url = row.text("url");
		this.size = row.number("size");
		this.topics = row.number("topics");
	}

	void run(Contender contender) throws Exception {
		Tally joins = new Tally();
		Tally ticks = new Tally();
		List<String> topics = topics(this.topics);
		joins.expect(this.topics);
		contender.open(new Contender.Setup(this.url, topics, true, 100, new Contender.Heard() {

			@Override
			public void joined() {
				joins.hit();
			}

			@Override
			public void tick() {
				ticks.hit();
			}

		}));
		joins.await();
		this.rounds.run((count) -> {
			ticks.expect(count);
			contender.command(topics.get(0), "flood",
					"{\"size\":" + this.size + ",\"count\":" + count + ",\"topics\":" + this.topics + "}");
			ticks.await();
		});
	}

	static List<String> topics(int count) {
		return IntStream.range(0, count).mapToObj((number) -> "room:" + number).toList();
	}

}
