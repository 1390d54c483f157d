package io.phoenixchannels.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Makes a method hear what happens to the channels of topics: that they are joined,
 * rejected, errored, closed, or have missed messages.
 *
 * <pre class="code">
 * &#64;PhoenixChannelListener(topic = "room:{room}")
 * void missed(PhoenixGapEvent gap, &#64;TopicVariable String room) { }
 * </pre>
 *
 * The method has one parameter that says what it hears:
 * {@link io.phoenixchannels.event.PhoenixChannelJoinedEvent},
 * {@link io.phoenixchannels.event.PhoenixChannelJoinRejectedEvent},
 * {@link io.phoenixchannels.event.PhoenixChannelErroredEvent},
 * {@link io.phoenixchannels.event.PhoenixChannelClosedEvent},
 * {@link io.phoenixchannels.event.PhoenixGapEvent}, or
 * {@link io.phoenixchannels.event.PhoenixChannelEvent} for all of them. Beside it, it may
 * have the {@link io.phoenixchannels.client.PhoenixChannel} and {@link TopicVariable}
 * parameters. A method that could never be called as it is declared stops the start of
 * the application.
 * <p>
 * It joins nothing: topics are joined by {@link PhoenixListener}, properties or the
 * client. What happens to a topic comes in its place among the topic's messages, on the
 * same threads: a gap after the last message before it, and before the first one after
 * it. What a method throws is logged and counted, and stops nothing.
 * <p>
 * For the bean, the rules of {@link PhoenixListener} hold. All attributes may contain
 * <code>${...}</code> and <code>#{...}</code>. The annotation may be used on other
 * annotations.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface PhoenixChannelListener {

	/**
	 * Alias for {@link #topic()}.
	 */
	@AliasFor("topic")
	String[] value() default {};

	/**
	 * The topics whose channels are heard, at least one: exact ones and patterns as in
	 * {@link PhoenixListener#topic()}, none of which are joined for it. What matches
	 * several is heard once.
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
