package io.phoenixchannels.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Gives a parameter of a {@link PhoenixListener} method the value of a variable of the
 * topic pattern: for the pattern <code>room:{room}</code> and the topic
 * {@code room:lobby}, {@code room} is {@code lobby}. The parameter is a String, or of a
 * type that Spring's conversion service converts a String to. Every topic of the listener
 * must have the variable.
 */
@Target({ ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface TopicVariable {

	/**
	 * Alias for {@link #name()}.
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * The name of the variable; that of the parameter if empty.
	 */
	@AliasFor("value")
	String name() default "";

}
