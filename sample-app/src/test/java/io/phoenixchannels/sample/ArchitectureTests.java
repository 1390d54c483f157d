package io.phoenixchannels.sample;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * What is to be copied stays free of what is only for show.
 */
class ArchitectureTests {

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.phoenixchannels.sample");

	@Test
	void roomKnowsNeitherThePageNorWhoPlaysTheServer() {
		noClasses().that()
			.resideInAPackage("..sample.room")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("..sample.page", "..sample.server", "io.phoenixchannels.test..")
			.check(this.classes);
	}

	@Test
	void serverKnowsNothingOfTheRest() {
		noClasses().that()
			.resideInAPackage("..sample.server")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("..sample.page", "..sample.room")
			.check(this.classes);
	}

}
