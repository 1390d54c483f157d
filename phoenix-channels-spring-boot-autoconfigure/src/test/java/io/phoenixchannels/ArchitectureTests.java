package io.phoenixchannels;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The arrows between packages, and the rules that Spring Boot has for its own
 * auto-configurations.
 */
class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPath(java.nio.file.Path.of(java.net.URI
			.create(PhoenixAutoConfiguration.class.getProtectionDomain().getCodeSource().getLocation().toString())));

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching("io.phoenixchannels.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void listenersTemplateAndPushesDoNotKnowSpringBoot() {
		noClasses().that()
			.resideInAnyPackage("io.phoenixchannels.annotation..", "io.phoenixchannels.listener..",
					"io.phoenixchannels.template..", "io.phoenixchannels.push..", "io.phoenixchannels.kotlin..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.phoenixchannels.boot..", "org.springframework.boot..")
			.check(CLASSES);
	}

	@Test
	void eventsKnowOnlyTheClient() {
		noClasses().that()
			.resideInAPackage("io.phoenixchannels.event..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.phoenixchannels.annotation..", "io.phoenixchannels.listener..",
					"io.phoenixchannels.boot..", "org.springframework.boot..")
			.check(CLASSES);
	}

	@Test
	void templateKnowsOnlyTheClient() {
		noClasses().that()
			.resideInAPackage("io.phoenixchannels.template..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.phoenixchannels.annotation..", "io.phoenixchannels.listener..",
					"io.phoenixchannels.session..", "io.phoenixchannels.transport..")
			.check(CLASSES);
	}

	@Test
	void pushesDoNotKnowHowListenersRun() {
		noClasses().that()
			.resideInAPackage("io.phoenixchannels.push..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.phoenixchannels.listener..", "io.phoenixchannels.session..",
					"io.phoenixchannels.transport..")
			.check(CLASSES);
	}

	@Test
	void fleetIsPureButForItsSpringPart() {
		noClasses().that()
			.resideInAPackage("io.phoenixchannels.fleet")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "io.phoenixchannels.client..", "io.phoenixchannels.listener..",
					"io.phoenixchannels.boot..")
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(Thread.class)
			.check(CLASSES);
		noClasses().that()
			.resideInAPackage("io.phoenixchannels.fleet..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.phoenixchannels.boot..", "org.springframework.boot..")
			.check(CLASSES);
	}

	@Test
	void healthKnowsOnlyClients() {
		noClasses().that()
			.resideInAPackage("io.phoenixchannels.boot.health..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.phoenixchannels.boot.autoconfigure..", "io.phoenixchannels.listener..")
			.check(CLASSES);
	}

	@Test
	void metricsAndEndpointDoNotKnowTheConfiguration() {
		noClasses().that()
			.resideInAnyPackage("io.phoenixchannels.boot.metrics..", "io.phoenixchannels.boot.endpoint..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.phoenixchannels.boot.autoconfigure..")
			.check(CLASSES);
		noClasses().that()
			.resideInAPackage("io.phoenixchannels.boot.metrics..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.phoenixchannels.listener..", "org.springframework..")
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsArePublicFinalAndHaveNoPublicMembers() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.andShould(haveNoPublicMembers())
			.check(CLASSES);
	}

	@Test
	void beanMethodsArePackagePrivate() {
		methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate().check(CLASSES);
	}

	@Test
	void beanMethodsHaveNoConditionOnClass() {
		noMethods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.beAnnotatedWith(ConditionalOnClass.class)
			.check(CLASSES);
	}

	@Test
	void postProcessorsAreStaticAndAskForNothingEagerly() {
		methods().that()
			.areAnnotatedWith(Bean.class)
			.and()
			.haveRawReturnType(
					assignableTo(BeanPostProcessor.class).or(assignableTo(LazyInitializationExcludeFilter.class)))
			.should()
			.beStatic()
			.andShould(takeOnly(ObjectProvider.class, Environment.class))
			.check(CLASSES);
	}

	private static ArchCondition<JavaClass> haveNoPublicMembers() {
		return new ArchCondition<>("have no public members") {
			@Override
			public void check(JavaClass type, ConditionEvents events) {
				type.getMembers()
					.stream()
					.filter((member) -> member.getModifiers().contains(JavaModifier.PUBLIC))
					.forEach((member) -> events
						.add(SimpleConditionEvent.violated(member, member.getFullName() + " is public")));
			}
		};
	}

	private static ArchCondition<JavaMethod> takeOnly(Class<?>... types) {
		return new ArchCondition<>("take only parameters that create no beans") {
			@Override
			public void check(JavaMethod method, ConditionEvents events) {
				for (JavaParameter parameter : method.getParameters()) {
					boolean allowed = java.util.Arrays.stream(types).anyMatch(parameter.getRawType()::isEquivalentTo);
					if (!allowed) {
						events.add(SimpleConditionEvent.violated(method, parameter.getDescription()));
					}
				}
			}
		};
	}

}
