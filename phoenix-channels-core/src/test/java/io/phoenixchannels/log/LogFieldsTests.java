package io.phoenixchannels.log;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LogFieldsTests {

	@AfterEach
	void clear() {
		MDC.clear();
	}

	@Test
	void fieldsAreThereWhileSomethingIsLogged() {
		Map<String, String> seen = new HashMap<>();
		LogFields.client("feed")
			.and(LogFields.TOPIC, "room:lobby")
			.and(LogFields.CLOSE_CODE, 1012)
			.and(LogFields.HTTP_STATUS, null)
			.during(() -> seen.putAll(MDC.getCopyOfContextMap()));
		assertThat(seen)
			.isEqualTo(Map.of("phoenix.client", "feed", "phoenix.topic", "room:lobby", "phoenix.close_code", "1012"));
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	@Test
	void whatWasThereBeforeIsThereAgain() {
		MDC.put("phoenix.client", "of the application");
		MDC.put("traceId", "1");
		assertThatIllegalStateException().isThrownBy(() -> LogFields.client("feed").during(() -> {
			throw new IllegalStateException();
		}));
		assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("phoenix.client", "of the application", "traceId", "1"));
	}

	@Test
	void withoutSlf4jThereAreNoFieldsAndWhatIsLoggedIsLogged() throws Exception {
		URL location = LogFields.class.getProtectionDomain().getCodeSource().getLocation();
		AtomicBoolean logged = new AtomicBoolean();
		try (URLClassLoader loader = new URLClassLoader(new URL[] { location }, ClassLoader.getPlatformClassLoader())) {
			Class<?> type = loader.loadClass(LogFields.class.getName());
			Object fields = type.getMethod("client", String.class).invoke(null, "feed");
			type.getMethod("during", Runnable.class).invoke(fields, (Runnable) () -> logged.set(true));
		}
		assertThat(logged).isTrue();
	}

}
