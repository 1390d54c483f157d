package io.phoenixchannels.fleet;

import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SharesTests {

	@Test
	void topicsBelongToShardsForEver() {
		// As zlib.crc32 and :erlang.crc32 have it: other versions and languages rely on
		// it
		assertThat(new Shards(64).of("room:lobby")).isEqualTo(53);
		assertThat(new Shards(64).of("")).isZero();
		assertThat(new Shards(64).of("räume:größe")).isEqualTo(34);
		assertThat(new Shards(1000).of("room:lobby")).isEqualTo(261);
		assertThat(new Shards(1).of("room:lobby")).isZero();
		assertThatIllegalArgumentException().isThrownBy(() -> new Shards(0)).withMessageContaining("at least 1");
	}

	@Test
	void noShareIsMoreThanOneAboveAnother() {
		Random random = new Random(1);
		for (int run = 0; run < 500; run++) {
			int shards = 1 + random.nextInt(300);
			Members members = Members.NONE;
			int count = 1 + random.nextInt(40);
			for (int index = 0; index < count; index++) {
				members = members.with(random.nextInt(60));
			}
			Shares shares = Shares.of(shards, members);
			int[] sizes = new int[members.limit()];
			for (int shard = 0; shard < shards; shard++) {
				assertThat(members.contains(shares.owner(shard))).isTrue();
				sizes[shares.owner(shard)]++;
			}
			for (int slot = 0; slot < members.limit(); slot++) {
				int least = members.contains(slot) ? shards / members.count() : 0;
				int most = members.contains(slot) ? (shards + members.count() - 1) / members.count() : 0;
				assertThat(sizes[slot]).isBetween(least, most).isEqualTo(shares.of(slot).cardinality());
			}
		}
	}

	@Test
	void newMemberTakesAnEqualPartOfEachAndNothingElseMoves() {
		Members ten = Members.of(IntStream.range(0, 10).toArray());
		assertThat(moved(64, ten, ten.with(10))).isEqualTo(64 / 11);
		assertThat(moved(1024, ten, ten.with(10))).isEqualTo(1024 / 11);
	}

	@Test
	void whatAMemberLeavesIsAllThatMovesAndComesBackWithIt() {
		Members ten = Members.of(IntStream.range(0, 10).toArray());
		int share = Shares.of(1024, ten).of(3).cardinality();
		assertThat(moved(1024, ten, ten.without(3))).isEqualTo(share);
		assertThat(moved(1024, ten.without(3), ten)).isEqualTo(share);
		assertThat(moved(1024, ten.without(3), ten.without(3).without(7))).isBetween(share, 3 * share);
	}

	private static int moved(int shards, Members before, Members after) {
		Shares then = Shares.of(shards, before);
		Shares now = Shares.of(shards, after);
		return (int) IntStream.range(0, shards).filter((shard) -> then.owner(shard) != now.owner(shard)).count();
	}

	@Test
	void membersAreOneShortText() {
		Members members = Members.of(0, 1, 5, 999);
		assertThat(Members.parse(members.text())).isEqualTo(members);
		assertThat(members.text()).startsWith("v1:23").hasSize("v1:".length() + 250);
		assertThat(Members.parse(null)).isEqualTo(Members.NONE);
		assertThat(Members.parse(Members.NONE.text())).isEqualTo(Members.NONE);
		assertThatIllegalArgumentException().isThrownBy(() -> Members.parse("0-3"));
		assertThatIllegalArgumentException().isThrownBy(() -> Members.parse("v1:xy"));
	}

	@Test
	void membersGoRound() {
		Members members = Members.of(1, 4);
		assertThat(members.after(1)).isEqualTo(4);
		assertThat(members.after(4)).isEqualTo(1);
		assertThat(members.after(2)).isEqualTo(4);
		assertThat(Members.of(2).after(2)).isEqualTo(-1);
		assertThat(members.free(0)).isZero();
		assertThat(members.free(1)).isEqualTo(2);
		assertThat(members.free(3)).isEqualTo(5);
	}

}
