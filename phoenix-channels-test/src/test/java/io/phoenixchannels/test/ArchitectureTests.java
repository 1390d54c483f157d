package io.phoenixchannels.test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private static final String ROOT = "io.phoenixchannels.test";

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.phoenixchannels");

	@Test
	void judgesTheClientIndependently() {
		assertThat(this.classes).isNotEmpty();
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.phoenixchannels.protocol..", "io.phoenixchannels.session..",
					"io.phoenixchannels.transport..", "io.phoenixchannels.client..", "io.phoenixchannels.presence..",
					"io.phoenixchannels.boot..", "jakarta..")
			.check(this.classes);
	}

	@Test
	void onlyTheContextPackageKnowsTestFrameworks() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".context..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "org.junit..")
			.check(this.classes);
	}

	@Test
	void extensionDoesWithoutSpring() {
		noClasses().that()
			.haveNameMatching(".*\\.context\\.(EmbeddedPhoenix|EmbeddedPhoenixExtension|ServerSettings|FreshStart)")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.check(this.classes);
	}

	@Test
	void arrowsPointDown() {
		Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInLayers()
			.layer("contract")
			.definedBy(ROOT + ".contract..")
			.layer("context")
			.definedBy(ROOT + ".context..")
			.layer("api")
			.definedBy(ROOT)
			.layer("server")
			.definedBy(ROOT + ".server..")
			.layer("socket")
			.definedBy(ROOT + ".socket..")
			.layer("wire")
			.definedBy(ROOT + ".wire..")
			.whereLayer("contract")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("context")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("api")
			.mayOnlyBeAccessedByLayers("contract", "context")
			.whereLayer("server")
			.mayOnlyBeAccessedByLayers("api")
			.whereLayer("socket")
			.mayOnlyBeAccessedByLayers("server", "api")
			.whereLayer("wire")
			.mayOnlyBeAccessedByLayers("socket", "server", "api")
			.check(this.classes);
	}

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching("io.phoenixchannels.(**)").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void onlyTheServerPackageKnowsNetty() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".server..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.netty..")
			.check(this.classes);
	}

}
