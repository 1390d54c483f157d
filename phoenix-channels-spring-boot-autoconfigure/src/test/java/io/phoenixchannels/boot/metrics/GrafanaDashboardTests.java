package io.phoenixchannels.boot.metrics;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the dashboard asks for what the binder registers: a query for a series that does
 * not exist shows an empty panel, and fails nowhere else.
 */
class GrafanaDashboardTests {

	/** A selector of one series with its matchers. */
	private static final Pattern SELECTOR = Pattern.compile("(phoenix_channels_\\w+)\\{([^}]*)}");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*=~?\\s*\"([^\"]*)\"");

	private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\) \\([^p]*(phoenix_channels_\\w+)");

	private static JsonNode dashboard() throws IOException {
		return JsonMapper.shared().readTree(MeterCatalog.document("grafana-dashboard.json"));
	}

	private static List<String> queries() throws IOException {
		Stream<String> panels = dashboard().findValues("expr").stream().map(JsonNode::asString);
		Stream<String> variables = dashboard().findValues("definition").stream().map(JsonNode::asString);
		return Stream.concat(panels, variables).toList();
	}

	@Test
	void everyQueriedSeriesExists() throws IOException {
		assertThat(queries()).hasSizeGreaterThan(15)
			.allSatisfy((query) -> assertThat(MeterCatalog.mentioned(query)).isNotEmpty()
				.isSubsetOf(MeterCatalog.series()));
	}

	@Test
	void everySeriesIsQueried() throws IOException {
		assertThat(MeterCatalog.mentioned(String.join("\n", queries())))
			.containsExactlyElementsOf(MeterCatalog.series());
	}

	@Test
	void everyMatchedLabelAndValueExists() throws IOException {
		String scrape = MeterCatalog.scrape();
		for (String query : queries()) {
			Matcher selector = SELECTOR.matcher(query);
			while (selector.find()) {
				Matcher matcher = MATCHER.matcher(selector.group(2));
				while (matcher.find()) {
					if (matcher.group(1).equals("instance")) {
						continue;
					}
					for (String value : matcher.group(2).split("\\|")) {
						String expected = value.startsWith("$") ? "" : value + "\"";
						assertThat(scrape).as(query)
							.containsPattern(Pattern.quote(selector.group(1)) + "\\{[^}]*\\b" + matcher.group(1) + "=\""
									+ expected);
					}
				}
			}
		}
	}

	@Test
	void everyLabelOfGroupingsAndLegendsExists() throws IOException {
		String scrape = MeterCatalog.scrape();
		int groupings = 0;
		for (JsonNode target : dashboard().findValues("targets").stream().flatMap(JsonNode::valueStream).toList()) {
			Matcher grouping = GROUPING.matcher(target.get("expr").asString());
			while (grouping.find()) {
				groupings++;
				for (String label : grouping.group(1).split(", ")) {
					assertThat(scrape)
						.containsPattern(Pattern.quote(grouping.group(2)) + "\\{[^}]*\\b" + label + "=\"");
					assertThat(target.get("legendFormat").asString()).contains("{{" + label + "}}");
				}
			}
		}
		assertThat(groupings).isGreaterThan(10);
	}

	@Test
	void panelsHaveTheirOwnIdsAndAreExplained() throws IOException {
		assertThat(dashboard().get("panels").valueStream().map((panel) -> panel.get("id").asInt()).toList())
			.doesNotHaveDuplicates();
		assertThat(dashboard().get("panels").valueStream())
			.filteredOn((panel) -> !panel.get("type").asString().equals("row"))
			.allSatisfy((panel) -> assertThat(panel.path("description").asString("")).endsWith("."));
	}

}
