package io.phoenixchannels.transport;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.phoenixchannels.protocol.CodecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EndpointUriTests {

	private static final String EXPECTED = ": expected ws://, wss://, http:// or https://, "
			+ "such as ws://localhost:4000/socket";

	@ParameterizedTest
	@CsvSource({ "ws://localhost:4000/socket, ws://localhost:4000/socket/websocket",
			"wss://example.com/socket, wss://example.com/socket/websocket",
			"http://localhost:4000/socket, ws://localhost:4000/socket/websocket",
			"https://example.com/socket, wss://example.com/socket/websocket",
			"WSS://Example.com/socket, wss://Example.com/socket/websocket",
			"ws://localhost:4000/socket/, ws://localhost:4000/socket/websocket",
			"ws://localhost:4000/socket//, ws://localhost:4000/socket/websocket",
			"ws://localhost:4000/socket/websocket, ws://localhost:4000/socket/websocket",
			"ws://localhost:4000/socket/websocket/, ws://localhost:4000/socket/websocket",
			"ws://localhost:4000/websocket/socket, ws://localhost:4000/websocket/socket/websocket",
			"ws://localhost:4000/mywebsocket, ws://localhost:4000/mywebsocket/websocket",
			"ws://localhost:4000, ws://localhost:4000/websocket", "ws://localhost:4000/, ws://localhost:4000/websocket",
			"ws://localhost:4000/a%20b, ws://localhost:4000/a%20b/websocket",
			"ws://[::1]:4000/socket, ws://[::1]:4000/socket/websocket",
			"'  ws://localhost:4000/socket\t', ws://localhost:4000/socket/websocket" })
	void pathEndsInWebsocket(String url, String target) {
		EndpointUri endpoint = EndpointUri.of(url);
		assertThat(endpoint.handshake(Map.of(), "2.0.0")).hasToString(target + "?vsn=2.0.0");
		assertThat(endpoint.masked()).isEqualTo(target);
		assertThat(endpoint).hasToString(target);
	}

	@Test
	void paramsAreEncodedAsPhoenixJsDoes() {
		Map<String, Object> params = new LinkedHashMap<>();
		params.put("token", "a b&c");
		params.put("nested", Map.of("k", List.of(1)));
		assertThat(EndpointUri.of("ws://localhost:4000/socket").handshake(params, "2.0.0"))
			.hasToString("ws://localhost:4000/socket/websocket?token=a%20b%26c&nested%5Bk%5D%5B0%5D=1&vsn=2.0.0");
	}

	@Test
	void everyKindOfValueIsSent() {
		Map<String, Object> params = new LinkedHashMap<>();
		params.put("text", "grün+\uD83D\uDE00");
		params.put("number", 1.5);
		params.put("flag", true);
		params.put("empty", "");
		params.put("null", null);
		params.put("noMap", Map.of());
		params.put("noList", List.of());
		params.put("set", Set.of("x"));
		params.put("array", new int[] { 7, 8 });
		params.put("deep", List.of(Map.of("a", List.of(List.of("z")))));
		assertThat(EndpointUri.of("ws://h/s").handshake(params, "2.0.0").getRawQuery())
			.isEqualTo("text=gr%C3%BCn%2B%F0%9F%98%80&number=1.5&flag=true&empty=&set%5B0%5D=x"
					+ "&array%5B0%5D=7&array%5B1%5D=8&deep%5B0%5D%5Ba%5D%5B0%5D%5B0%5D=z&vsn=2.0.0");
	}

	@Test
	void nothingInAParamCanEndIt() {
		assertThat(EndpointUri.of("ws://h/s")
			.handshake(Map.of("a=b&c#", "x&vsn=1.0.0#y\r\nX-Evil: 1?=;/ \u0000"), "2.0.0")
			.toString())
			.isEqualTo("ws://h/s/websocket?a%3Db%26c%23="
					+ "x%26vsn%3D1.0.0%23y%0D%0AX-Evil%3A%201%3F%3D%3B%2F%20%00&vsn=2.0.0");
	}

	@Test
	void paramWithHalfASurrogatePairIsRefused() {
		EndpointUri endpoint = EndpointUri.of("ws://h/s");
		assertThatExceptionOfType(CodecException.class)
			.isThrownBy(() -> endpoint.handshake(Map.of("name", "s3cret\uD83D"), "2.0.0"))
			.withMessage("The connect param 'name' cannot be sent: Half a surrogate pair at character 6");
		assertThatExceptionOfType(CodecException.class)
			.isThrownBy(() -> endpoint.handshake(Map.of("\uDE00", List.of("x")), "2.0.0"))
			.withMessageStartingWith("The name of a connect param cannot be sent: ");
	}

	@Test
	void queryOfTheUrlIsKept() {
		assertThat(EndpointUri.of("ws://h/s?api_key=a%2Bb&flag&x=1").handshake(Map.of("y", 2), "2.0.0"))
			.hasToString("ws://h/s/websocket?api_key=a%2Bb&flag&x=1&y=2&vsn=2.0.0");
		assertThat(EndpointUri.of("ws://h/s?").handshake(Map.of(), "2.0.0"))
			.hasToString("ws://h/s/websocket?vsn=2.0.0");
	}

	@Test
	void versionIsReplacedWhereverItComesFrom() {
		assertThat(
				EndpointUri.of("ws://h/s?vsn=1.0.0&a=1&v%73n=1&vsn&myvsn=3").handshake(Map.of("vsn", "0.1"), "2.0.0"))
			.hasToString("ws://h/s/websocket?a=1&myvsn=3&vsn=2.0.0");
	}

	@Test
	void handshakeIsBuiltAnewEachTime() {
		EndpointUri endpoint = EndpointUri.of("ws://h/s");
		assertThat(endpoint.handshake(Map.of("token", 1), "2.0.0"))
			.isEqualTo(URI.create("ws://h/s/websocket?token=1&vsn=2.0.0"));
		assertThat(endpoint.handshake(Map.of("token", 2), "1.0.0"))
			.isEqualTo(URI.create("ws://h/s/websocket?token=2&vsn=1.0.0"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "foo", "", "localhost:4000/socket", "ftp://localhost/socket", "/socket", "//h/s",
			"ws:localhost", "mailto:a", "ws://a b/c", "ws://" })
	void textThatIsNoUrlIsRefused(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> EndpointUri.of(url))
			.withMessageStartingWith("'" + url + "' ")
			.withMessageEndingWith(EXPECTED)
			.withNoCause();
	}

	@Test
	void messageSaysWhatToWrite() {
		assertThatIllegalArgumentException().isThrownBy(() -> EndpointUri.of("foo"))
			.withMessage("'foo' is no URL of a Phoenix socket" + EXPECTED);
		assertThatIllegalArgumentException().isThrownBy(() -> EndpointUri.of(" "))
			.withMessage("'' is no URL of a Phoenix socket" + EXPECTED);
		assertThatIllegalArgumentException().isThrownBy(() -> EndpointUri.of("ws:///socket"))
			.withMessage("'ws:///socket' has no valid host (letters, digits, '-' and '.')" + EXPECTED);
		assertThatIllegalArgumentException().isThrownBy(() -> EndpointUri.of("ws://my_service:4000/socket"))
			.withMessage("'ws://my_service:4000/socket' has no valid host (letters, digits, '-' and '.')" + EXPECTED);
		assertThatIllegalArgumentException().isThrownBy(() -> EndpointUri.of("ws://h:70000/socket"))
			.withMessage("'ws://h:70000/socket' has no valid port: expected 1 to 65535");
		assertThatIllegalArgumentException().isThrownBy(() -> EndpointUri.of("ws://h/socket#part"))
			.withMessage("'ws://h/socket' must not have a fragment ('#'): "
					+ "write %23 if it belongs to the path or a param");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ws://user:s3cret@h/socket", "ws://s3cret@h/socket", "user:s3cret@h/socket",
			"ws://user:s3cret/x@h/socket", "ftp://user:s3cret@h", "ws://user:s3cret@a b/socket",
			"ftp://h/socket?token=s3cret", "ws://a b/socket?token=s3cret", "ws:///socket?s3cret",
			"ws://h:0/socket?token=s3cret", "ws://h/socket?a=1#s3cret", "ws://h/ \n?x=\ns3cret" })
	void messageNeverShowsUserInfoOrQuery(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> EndpointUri.of(url))
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("s3cret").doesNotContain("\n"));
	}

	@Test
	void userInfoIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> EndpointUri.of("ws://user:pw@h:1/socket"))
			.withMessage("'ws://h:1/socket' must not hold user info: "
					+ "send credentials in a header or as a connect param");
	}

	@Test
	void requestShowsOnlySchemeHostPortAndPath() {
		ConnectRequest request = new ConnectRequest(
				URI.create("wss://user:s3cret@h:1/socket/websocket?t=s3cret#s3cret"),
				Map.of("Authorization", List.of("s3cret")), List.of("s3cret"));
		assertThat(request).hasToString("wss://h:1/socket/websocket");
	}

	@Test
	void requestDoesNotChange() {
		List<String> values = new java.util.ArrayList<>(List.of("a"));
		ConnectRequest request = new ConnectRequest(URI.create("ws://h/s"), Map.of("X", values), values);
		values.add("b");
		assertThat(request.headers()).containsExactly(Map.entry("X", List.of("a")));
		assertThat(request.subprotocols()).containsExactly("a");
	}

}
