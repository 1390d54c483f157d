package io.phoenixchannels.transport;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.phoenixchannels.protocol.CodecException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * URLs and params against whatever a fuzzer makes of them. See {@code docs/security.md}.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS, threadMode = ThreadMode.SAME_THREAD)
class EndpointFuzzTests {

	static Stream<byte[]> url() {
		return Stream
			.of("ws://localhost:4000/socket", "https://h/socket/websocket/?a=b&vsn=1&v%73n", "ws://[::1]:1/s?x",
					"ws://user:s3cret@h/s", "foo", "ws://h:0/s?token=1#f", " ws://a b/c")
			.map((text) -> text.getBytes(StandardCharsets.UTF_8));
	}

	@MethodSource
	@FuzzTest
	void url(byte[] input) {
		String text = new String(input, StandardCharsets.UTF_8);
		EndpointUri endpoint;
		try {
			endpoint = EndpointUri.of(text);
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex).hasNoCause();
			assertThat(ex.getMessage().chars()).noneMatch((c) -> c < ' ' || c == 0x7f);
			return;
		}
		URI uri = endpoint.handshake(Map.of(), "2.0.0");
		URI given = URI.create(text.strip());
		assertThat(uri.getScheme()).isIn("ws", "wss");
		assertThat(uri.getHost()).isEqualTo(given.getHost());
		assertThat(uri.getPort()).isEqualTo(given.getPort());
		assertThat(uri.getRawUserInfo()).isNull();
		assertThat(uri.getRawFragment()).isNull();
		assertThat(uri.getRawPath()).endsWith("/websocket");
		assertThat(uri.toString().chars()).noneMatch((c) -> c <= ' ' || c == 0x7f);
		assertThat(endpoint.masked()).doesNotContain("?").doesNotContain("#");
		assertThat(URI.create(endpoint.masked()).getRawUserInfo()).isNull();
		assertThat(names(uri).filter("vsn"::equals)).hasSize(1);
	}

	@FuzzTest
	void params(FuzzedDataProvider data) {
		String name = data.consumeString(100);
		String value = data.consumeRemainingAsString();
		URI uri;
		try {
			uri = EndpointUri.of("ws://h/s").handshake(Map.of(name, value), "2.0.0");
		}
		catch (CodecException ex) {
			assertThat(name + value).containsPattern("[\\ud800-\\udfff]");
			return;
		}
		String query = uri.getRawQuery();
		if (name.equals("vsn")) {
			assertThat(query).isEqualTo("vsn=2.0.0");
			return;
		}
		assertThat(query).matches("[A-Za-z0-9*._%-]*=[A-Za-z0-9*._%-]*&vsn=2\\.0\\.0");
		List<String> pair = List.of(query.split("&")[0].split("=", -1));
		assertThat(decode(pair.get(0))).isEqualTo(name);
		assertThat(decode(pair.get(1))).isEqualTo(value);
		assertThat(uri.getHost()).isEqualTo("h");
		assertThat(uri.getRawPath()).isEqualTo("/s/websocket");
	}

	private static Stream<String> names(URI uri) {
		return Stream.of(uri.getRawQuery().split("&")).map((pair) -> decode(pair.split("=", 2)[0]));
	}

	private static String decode(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

}
