package io.phoenixchannels.push;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;

/**
 * Makes a bean of each interface that has {@link PhoenixPush} methods, or is annotated
 * with it, in some packages and those below. They are implemented by the one
 * {@link PhoenixPushProxyFactory} of the context, when it starts. A single interface may
 * also be implemented by a bean method that calls the factory.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Import(PhoenixPushScanRegistrar.class)
public @interface PhoenixPushScan {

	/**
	 * Alias for {@link #basePackages()}.
	 */
	@AliasFor("basePackages")
	String[] value() default {};

	/**
	 * The packages. If neither these nor classes are given, it is the package of the
	 * annotated class.
	 */
	@AliasFor("value")
	String[] basePackages() default {};

	/**
	 * Classes whose packages are meant.
	 */
	Class<?>[] basePackageClasses() default {};

}
