package io.phoenixchannels.template;

import java.time.Duration;
import java.util.List;

import io.phoenixchannels.client.FakePhoenixClient;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PhoenixTemplateTests {

	@Test
	void everythingGoesToTheChannelOfTheTopic() {
		FakePhoenixClient client = new FakePhoenixClient("default");
		PhoenixTemplate template = new PhoenixTemplate(client);
		template.push("room:a", "shout", 1);
		template.push("room:b", "ask", 2, Integer.class);
		template.push("room:b", "ask", 3, new TypeReference<List<Integer>>() {
		});
		template.send("room:c", "tell", null);
		assertThat(client.calls()).containsExactly("push room:a shout 1", "push room:b ask 2 Integer",
				"push room:b ask 3 java.util.List<java.lang.Integer>", "send room:c tell null");
	}

	@Test
	void timeoutIsThatOfEachOfItsPushes() {
		FakePhoenixClient client = new FakePhoenixClient("default");
		PhoenixTemplate template = new PhoenixTemplate(client);
		PhoenixTemplate patient = template.withTimeout(Duration.ofMinutes(1));
		patient.push("room:a", "shout", 1);
		patient.send("room:a", "tell", 2);
		template.send("room:a", "tell", 3);
		assertThat(client.calls()).containsExactly("within PT1M", "push room:a shout 1", "within PT1M",
				"send room:a tell 2", "send room:a tell 3");
		assertThatIllegalArgumentException().isThrownBy(() -> template.withTimeout(Duration.ZERO))
			.withMessage("A push timeout must be positive, but is PT0S");
	}

}
