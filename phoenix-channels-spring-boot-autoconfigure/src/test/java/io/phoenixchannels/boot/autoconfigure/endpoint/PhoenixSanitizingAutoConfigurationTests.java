package io.phoenixchannels.boot.autoconfigure.endpoint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class PhoenixSanitizingAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PhoenixSanitizingAutoConfiguration.class));

	private static Object shown(String key, Object value) {
		return new PhoenixSanitizingFunction().apply(new SanitizableData(null, key, value)).getValue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "phoenix.channels.api-key", "phoenix.channels.apiKey", "PHOENIX_CHANNELS_APIKEY",
			"PHOENIX_CHANNELS_API_KEY", "phoenix.channels.auth-token", "phoenix.channels.params.user",
			"phoenix.channels.headers[X-Auth]", "phoenix.channels.topics[0].params.password",
			"phoenix.channels.clients.other.api-key", "PHOENIX_CHANNELS_CLIENTS_OTHER_HEADERS_COOKIE",
			"phoenix.channels.clients.other.topics[3].params.x", "phoenix.channels.proxy.password" })
	void secretIsHidden(String key) {
		assertThat(shown(key, "s3cret")).isEqualTo("******");
	}

	@ParameterizedTest
	@CsvSource({ "ws://h:4000/socket, ws://h:4000/socket", "ws://h/s?token=s3cret, ws://h/s?******",
			"ws://user:s3cret@h/s, ws://h/s?******", "ws://u:s3cret@h/s?a=s3cret#s3cret, ws://h/s?******" })
	void queryAndUserInfoOfAUrlAreHidden(String url, String expected) {
		assertThat(shown("phoenix.channels.url", url)).isEqualTo(expected);
		assertThat(shown("PHOENIX_CHANNELS_CLIENTS_OTHER_URL", url)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "phoenix.channels.heartbeat.interval", "phoenix.channels.topics[0].topic",
			"spring.application.name", "other.api-key" })
	void everythingElseIsLeftToSpringBoot(String key) {
		assertThat(shown(key, "value")).isEqualTo("value");
	}

	@Test
	void functionBacksOffForOneOfTheSameName() {
		SanitizingFunction own = (data) -> data;
		this.runner.withBean("phoenixChannelsSanitizingFunction", SanitizingFunction.class, () -> own)
			.run((context) -> assertThat(context.getBean(SanitizingFunction.class)).isSameAs(own));
	}

	@Test
	void otherFunctionsAreKept() {
		this.runner.withBean("other", SanitizingFunction.class, () -> (data) -> data)
			.run((context) -> assertThat(context.getBeansOfType(SanitizingFunction.class)).hasSize(2));
	}

	@Test
	void withoutTheActuatorThereIsNone() {
		this.runner.withClassLoader(new FilteredClassLoader(SanitizingFunction.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("phoenixChannelsSanitizingFunction"));
	}

}
