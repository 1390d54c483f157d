package io.phoenixchannels.template;

import io.phoenixchannels.client.FakePhoenixClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PhoenixTemplateTests {

	@Test
	void everythingGoesToTheChannelOfTheTopic() {
		FakePhoenixClient client = new FakePhoenixClient("default");
		PhoenixTemplate template = new PhoenixTemplate(client);
		template.push("room:a", "shout", 1);
		template.push("room:b", "ask", 2, Integer.class);
		template.send("room:c", "tell", null);
		assertThat(client.calls()).containsExactly("push room:a shout 1", "push room:b ask 2 Integer",
				"send room:c tell null");
	}

}
