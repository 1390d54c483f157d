package io.phoenixchannels.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of behaviours and the suite agree.
 */
class ContractTableTests {

	private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\| (.+) \\| (.+) \\| `(\\w+\\.\\w+)` \\|$",
			Pattern.MULTILINE);

	private static final Pattern SOURCE = Pattern
		.compile("((fact ([1-9]|1\\d|20)|JS ([1-9]|1[0-3])|others: [^;,]+)(, |; |$))+");

	private static List<MatchResult> rows() throws IOException {
		String table = Files.readString(Path.of("..", "docs", "contract.md"));
		return ROW.matcher(table).results().toList();
	}

	private static List<String> tests() {
		return new ClassFileImporter().importPackages("io.phoenixchannels.contract")
			.stream()
			.filter((type) -> type.isAssignableTo(ContractSupport.class))
			.flatMap((type) -> testsOf(type).stream())
			.toList();
	}

	private static List<String> testsOf(JavaClass type) {
		return type.getMethods()
			.stream()
			.filter((method) -> method.isMetaAnnotatedWith("org.junit.jupiter.api.TestTemplate")
					|| method.isMetaAnnotatedWith(Test.class))
			.map((method) -> type.getSimpleName() + "." + method.getName())
			.toList();
	}

	@Test
	void everyTestIsInTheTableOnceAndTheOtherWayRound() throws IOException {
		assertThat(tests()).isNotEmpty().doesNotHaveDuplicates();
		assertThat(rows()).extracting((row) -> row.group(4)).containsExactlyInAnyOrderElementsOf(tests());
	}

	@Test
	void rowsAreNumberedAndNameTheirSources() throws IOException {
		List<MatchResult> rows = rows();
		assertThat(rows).extracting((row) -> Integer.valueOf(row.group(1)))
			.isEqualTo(IntStream.rangeClosed(1, rows.size()).boxed().toList());
		assertThat(rows).extracting((row) -> row.group(3)).allMatch(SOURCE.asMatchPredicate());
	}

	@Test
	void everyRecordedFactAndEveryFaultOfTheOfficialClientIsCovered() throws IOException {
		String sources = String.join(";", rows().stream().map((row) -> row.group(3)).toList());
		// The eighteenth fact is about long polling, which the client does not do.
		IntStream.rangeClosed(1, 20)
			.filter((fact) -> fact != 18)
			.forEach((fact) -> assertThat(sources).containsPattern("\\bfact " + fact + "\\b"));
		IntStream.rangeClosed(1, 13).forEach((fault) -> assertThat(sources).containsPattern("\\bJS " + fault + "\\b"));
	}

}
