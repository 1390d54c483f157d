package io.phoenixchannels.push;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Defines the beans of {@link PhoenixPushScan}.
 */
final class PhoenixPushScanRegistrar implements ImportBeanDefinitionRegistrar {

	/**
	 * Marks its bean definitions for what processes them ahead of time.
	 */
	static final String SCANNED = PhoenixPushScanRegistrar.class.getName() + ".scanned";

	private final BeanFactory beanFactory;

	private final ResourceLoader resourceLoader;

	private final ClassPathScanningCandidateComponentProvider scanner;

	PhoenixPushScanRegistrar(BeanFactory beanFactory, Environment environment, ResourceLoader resourceLoader) {
		this.beanFactory = beanFactory;
		this.resourceLoader = resourceLoader;
		this.scanner = new Scanner(environment, resourceLoader);
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		packages(metadata).stream()
			.flatMap((name) -> this.scanner.findCandidateComponents(name).stream())
			.map(BeanDefinition::getBeanClassName)
			.filter((name) -> name != null && !registry.containsBeanDefinition(name))
			.forEach((name) -> register(name, registry));
	}

	private static Set<String> packages(AnnotationMetadata metadata) {
		MergedAnnotation<PhoenixPushScan> scan = metadata.getAnnotations().get(PhoenixPushScan.class);
		Set<String> packages = new LinkedHashSet<>(Arrays.asList(scan.getStringArray("basePackages")));
		Arrays.stream(scan.getClassArray("basePackageClasses")).map(ClassUtils::getPackageName).forEach(packages::add);
		return packages.isEmpty() ? Set.of(ClassUtils.getPackageName(metadata.getClassName())) : packages;
	}

	private void register(String name, BeanDefinitionRegistry registry) {
		Class<?> type = ClassUtils.resolveClassName(name, this.resourceLoader.getClassLoader());
		RootBeanDefinition definition = new RootBeanDefinition(type);
		definition.setAttribute(SCANNED, true);
		definition
			.setInstanceSupplier(() -> this.beanFactory.getBean(PhoenixPushProxyFactory.class).createClient(type));
		registry.registerBeanDefinition(name, definition);
	}

	/**
	 * Finds interfaces, which are no components otherwise.
	 */
	private static final class Scanner extends ClassPathScanningCandidateComponentProvider {

		private Scanner(Environment environment, ResourceLoader resourceLoader) {
			super(false, environment);
			setResourceLoader(resourceLoader);
			addIncludeFilter((reader, factory) -> isPushInterface(reader.getAnnotationMetadata()));
		}

		private static boolean isPushInterface(AnnotationMetadata metadata) {
			String push = PhoenixPush.class.getName();
			return metadata.isInterface() && !metadata.isAnnotation()
					&& (metadata.hasAnnotation(push) || metadata.hasAnnotatedMethods(push));
		}

		@Override
		protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
			return definition.getMetadata().isIndependent();
		}

	}

}
