package io.phoenixchannels.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Makes a method hear who comes and goes on topics, as Phoenix Presence tells it.
 *
 * <pre class="code">
 * &#64;PhoenixPresenceListener(topic = "room:lobby")
 * void joined(PresenceChange.Joined joined) { }
 *
 * &#64;PhoenixPresenceListener(topic = "room:{room}")
 * void present(PresenceState state, &#64;TopicVariable String room) { }
 * </pre>
 *
 * The method has one parameter that says what it hears: one of the subtypes of
 * {@link io.phoenixchannels.presence.PresenceChange PresenceChange}, that type itself for
 * every change, or {@link io.phoenixchannels.presence.PresenceState PresenceState} for
 * the whole state each time that it is complete again. Beside it, it may have the
 * {@link io.phoenixchannels.client.PhoenixPresence PhoenixPresence}, which reads metas as
 * values, the {@link io.phoenixchannels.client.PhoenixChannel PhoenixChannel}, and
 * {@link TopicVariable} parameters. A method that could never be called as it is declared
 * stops the start of the application.
 * <p>
 * Presence is followed from the join of a topic until it is left. After a break, only
 * what changed in between is told. A listener that is started while a topic is joined
 * already hears of it from the next join on. Methods run like those of
 * {@link PhoenixListener}, in their place among the topic's messages. What they throw is
 * logged and counted, and stops nothing.
 * <p>
 * For the bean, the rules of {@link PhoenixListener} hold. All attributes may contain
 * <code>${...}</code> and <code>#{...}</code>. The annotation may be used on other
 * annotations.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface PhoenixPresenceListener {

	/**
	 * Alias for {@link #topic()}.
	 */
	@AliasFor("topic")
	String[] value() default {};

	/**
	 * The topics whose presence is followed, at least one. As in
	 * {@link PhoenixListener#topic()}, one without wildcard is joined while the listener
	 * runs, by the one join that all listeners share, and a pattern joins nothing, but
	 * hears the joined topics that match.
	 */
	@AliasFor("value")
	String[] topic() default {};

	/**
	 * The name of the client; the default client if empty.
	 */
	String client() default "";

	/**
	 * As {@link PhoenixListener#id()}.
	 */
	String id() default "";

	/**
	 * Whether the listener runs from the start: {@code true} or {@code false}; if empty,
	 * it does.
	 */
	String autoStartup() default "";

}
