package io.phoenixchannels;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The arrows of the design.
 */
class ArchitectureTests {

	private static final String ROOT = "io.phoenixchannels.";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		// The test server is on the class path, and no part of this module.
		.withImportOption((location) -> !location.contains("/io/phoenixchannels/test/"))
		.importPackages("io.phoenixchannels");

	@Test
	void packagesHaveNoCycles() {
		check(SlicesRuleDefinition.slices().matching("io.phoenixchannels.(**)").should().beFreeOfCycles());
	}

	@Test
	void protocolKnowsNothingElse() {
		check(classes().that()
			.resideInAPackage(ROOT + "protocol..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(ROOT + "protocol..", ROOT + "json", "java.lang..", "java.util", "java.util.regex",
					"java.nio..", "tools.jackson..", "org.jspecify.."));
	}

	@Test
	void jsonKnowsNothingOfPhoenix() {
		check(classes().that()
			.resideInAPackage(ROOT + "json..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(ROOT + "json..", "java.lang..", "java.util..", "java.math", "java.nio..",
					"tools.jackson..", "org.jspecify.."));
		check(noClasses().that()
			.resideInAPackage(ROOT + "json")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + "json.binding..", "tools.jackson.."));
	}

	@Test
	void sessionAndPresenceTouchNoSocketNoThreadNoClockNoSpring() {
		check(classes().that()
			.resideInAnyPackage(ROOT + "session..", ROOT + "presence..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(ROOT + "session..", ROOT + "presence..", ROOT + "protocol..", "java.lang..",
					"java.util", "java.util.function", "java.util.random", "java.util.stream", "java.time",
					"tools.jackson..", "org.jspecify.."));
		check(noClasses().that()
			.resideInAnyPackage(ROOT + "protocol..", ROOT + "session..", ROOT + "presence..")
			.should()
			.callMethod(java.time.Instant.class, "now")
			.orShould()
			.callMethod(System.class, "nanoTime")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(Thread.class));
	}

	@Test
	void siblingsNeverMeet() {
		check(noClasses().that()
			.resideInAPackage(ROOT + "session..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + "presence..", ROOT + "transport..", ROOT + "client.."));
		check(noClasses().that()
			.resideInAPackage(ROOT + "presence..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + "session..", ROOT + "transport..", ROOT + "client.."));
		check(noClasses().that()
			.resideInAPackage(ROOT + "transport..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + "session..", ROOT + "presence..", ROOT + "client.."));
	}

	@Test
	void onlyTheTransportKnowsSpringsWebSocketClient() {
		check(noClasses().that()
			.resideOutsideOfPackage(ROOT + "transport.spring..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "jakarta.websocket.."));
		check(noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.context..", "org.springframework.boot.."));
	}

	@Test
	void timeForTestsIsKnownToTestsAlone() {
		check(noClasses().that()
			.resideOutsideOfPackage(ROOT + "client.test..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT + "client.test.."));
	}

	@Test
	void everyPackageIsNullMarked() {
		assertThat(CLASSES.stream().map((type) -> type.getPackage()).distinct())
			.allMatch((type) -> type.isAnnotatedWith(NullMarked.class));
	}

	@Test
	void namesSaySomething() {
		check(noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?|Misc|Common)"));
	}

	private static void check(ArchRule rule) {
		rule.allowEmptyShould(true).check(CLASSES);
	}

}
