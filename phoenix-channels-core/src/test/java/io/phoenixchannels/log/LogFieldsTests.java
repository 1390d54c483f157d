package io.phoenixchannels.log;

import java.util.HashMap;
import java.util.Map;

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

}
