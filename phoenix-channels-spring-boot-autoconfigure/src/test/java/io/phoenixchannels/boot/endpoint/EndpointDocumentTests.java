package io.phoenixchannels.boot.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That {@code docs/observability.md} shows the endpoint as it is.
 */
class EndpointDocumentTests {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private static List<String> found(String pattern) throws IOException {
		String document = Files
			.readString(Path.of(System.getProperty("basedir", "."), "..", "docs", "observability.md"));
		return Pattern.compile(pattern, Pattern.DOTALL)
			.matcher(document)
			.results()
			.map((MatchResult match) -> match.group(1))
			.toList();
	}

	@Test
	void exampleIsAnAnswerOfTheEndpoint() throws IOException {
		List<String> examples = found("## Endpoint\n.*?```json\\n(.*?)```");
		assertThat(examples).hasSize(1);
		JsonNode example = MAPPER.readTree(examples.get(0));
		ClientsDescriptor read = MAPPER.treeToValue(example, ClientsDescriptor.class);
		assertThat(MAPPER.readTree(MAPPER.writeValueAsString(read))).isEqualTo(example);
	}

	@Test
	void tableOfActionsHasAll() throws IOException {
		assertThat(found("\\| `\\{\"action\": \"(\\w+)\""))
			.containsExactlyElementsOf(Arrays.stream(ClientAction.values()).map(ClientAction::text).toList());
	}

}
