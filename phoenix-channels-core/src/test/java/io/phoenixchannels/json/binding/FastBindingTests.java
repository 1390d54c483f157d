package io.phoenixchannels.json.binding;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jackson without us is the judge: what it makes of a text, our mapper makes of it.
 */
class FastBindingTests {

	private static final List<Class<?>> TYPES = List.of(Tick.class, Nested.class, Renamed.class, Aliased.class,
			Tolerant.class, Ignoring.class, Strict.class, Positive.class, Empty.class, AnySetting.class, Viewed.class,
			Unwrapping.class, AsArray.class, ByFactory.class, Delegating.class, Defaulted.class, Typed.class,
			Required.class, Plain.class, WithSetter.class, Generic.class);

	private static final List<String> TEXTS = List.of("{}", "null", "[]", "1", "\"x\"",
			"{\"seq\":1,\"price\":1.5,\"symbol\":\"ABC\"}", "{\"symbol\":\"ABC\",\"price\":1,\"seq\":1}",
			"{\"seq\":1,\"price\":1.5}", "{\"seq\":null,\"price\":null,\"symbol\":null}", "{\"seq\":1,\"seq\":2}",
			"{\"seq\":1,\"price\":1.5,\"symbol\":\"ABC\",\"more\":{\"a\":[1,{}]}}", "{\"seq\":\"1\",\"price\":\"x\"}",
			"{\"seq\":1.5,\"price\":[],\"symbol\":{}}", "{\"SEQ\":1,\"Price\":2.5,\"symbol\":\"a\"}",
			"{\"seq\":99999999999999999999,\"price\":1e400,\"symbol\":1}",
			"{\"name\":\"n\",\"tick\":{\"seq\":1,\"price\":1.5,\"symbol\":\"ABC\"},\"list\":[{\"seq\":2}],\"map\":{\"a\":{\"seq\":3}},\"maybe\":1,\"side\":\"BUY\",\"exact\":0.10}",
			"{\"name\":\"n\",\"tick\":null,\"list\":null,\"side\":\"HOLD\"}", "{\"x\":-1}", "{\"x\":1}",
			"{\"a\":1,\"b\":2,\"c\":3}", "{\"other\":1}", "{\"id\":1,\"n\":2}", "[1,\"a\"]",
			"{\"kind\":\"one\",\"x\":1,\"seq\":4}", "{\"x\":1,\"seq\":4,\"@type\":\"Typed\"}", "{\"value\":{\"x\":1}}");

	private static final List<UnaryOperator<JsonMapper.Builder>> SETTINGS = List.of(UnaryOperator.identity(),
			(builder) -> builder.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
			(builder) -> builder.enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES),
			(builder) -> builder.enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES),
			(builder) -> builder.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES),
			(builder) -> builder.enable(MapperFeature.DEFAULT_VIEW_INCLUSION),
			(builder) -> builder.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES),
			(builder) -> builder.disable(MapperFeature.CAN_OVERRIDE_ACCESS_MODIFIERS));

	static Stream<Class<?>> types() {
		return TYPES.stream();
	}

	@ParameterizedTest
	@MethodSource("types")
	void bindsWhatJacksonBinds(Class<?> type) {
		for (UnaryOperator<JsonMapper.Builder> settings : SETTINGS) {
			JsonMapper judge = settings.apply(JsonMapper.builder()).build();
			JsonMapper prepared = JsonValueReader.prepare(judge);
			JsonValueReader reader = new JsonValueReader(prepared, prepared.readerFor(type));
			JsonValueReader inView = new JsonValueReader(prepared, prepared.readerFor(type).withView(String.class));
			for (int twice = 0; twice < 2; twice++) {
				for (String text : TEXTS) {
					assertThat(valueOrFailure(() -> reader.read(text, 0, text.length()))).as("%s, %s", text, settings)
						.isEqualTo(valueOrFailure(() -> judge.readerFor(type).readValue(text)));
					assertThat(valueOrFailure(() -> inView.read(text, 0, text.length()))).as("%s, %s", text, settings)
						.isEqualTo(valueOrFailure(() -> judge.readerFor(type).withView(String.class).readValue(text)));
				}
			}
		}
	}

	private static @Nullable Object valueOrFailure(Reading reading) {
		try {
			return reading.read();
		}
		catch (JacksonException ex) {
			return ex.getClass() + " at " + ex.getPathReference();
		}
	}

	private interface Reading {

		@Nullable Object read();

	}

	enum Side {

		BUY, SELL

	}

	record Tick(long seq, double price, @Nullable String symbol) {
	}

	record Nested(String name, @Nullable Tick tick, @Nullable List<Tick> list, Map<String, Tick> map,
			Optional<Integer> maybe, Side side, BigDecimal exact) {
	}

	record Renamed(@JsonProperty("seq") int number, @JsonProperty("symbol") String name) {
	}

	record Aliased(@JsonAlias( {
			"seq", "other" }) int number){
	}

	@JsonIgnoreProperties(ignoreUnknown = true)
	record Tolerant(int seq) {
	}

	@JsonIgnoreProperties("price")
	record Ignoring(int seq, double price) {
	}

	@JsonIgnoreProperties(ignoreUnknown = false)
	record Strict(int seq) {
	}

	record Positive(int x) {

		Positive {
			if (x < 0) {
				throw new IllegalArgumentException("negative");
			}
		}

	}

	record Empty() {
	}

	record AnySetting(int seq, @JsonAnySetter Map<String, Object> rest) {
	}

	record Viewed(@JsonView(Integer.class) int seq, double price) {
	}

	record Unwrapping(String name, @JsonUnwrapped Tick tick) {
	}

	@JsonFormat(shape = JsonFormat.Shape.ARRAY)
	record AsArray(int id, String name) {
	}

	record ByFactory(int x) {

		@JsonCreator
		static ByFactory of(@JsonProperty("seq") int seq) {
			return new ByFactory(seq + 100);
		}

	}

	record Delegating(int x) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Delegating {
		}

	}

	record Defaulted(@JsonSetter(nulls = Nulls.AS_EMPTY) String symbol, @JsonSetter(nulls = Nulls.SKIP) int seq) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
	record Typed(int x, int seq) {
	}

	record Required(@JsonProperty(required = true) int seq, int x) {
	}

	record WithSetter(int x) {

		private static int last;

		@JsonSetter
		void seq(int seq) {
			last = seq;
		}

	}

	record Generic<T>(T value) {
	}

	static final class Plain {

		private final int seq;

		private final String symbol;

		@JsonCreator
		private Plain(@JsonProperty("seq") int seq, @JsonProperty("symbol") String symbol) {
			this.seq = seq;
			this.symbol = symbol;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Plain that && this.seq == that.seq
					&& String.valueOf(this.symbol).equals(String.valueOf(that.symbol));
		}

		@Override
		public int hashCode() {
			return this.seq;
		}

	}

}
