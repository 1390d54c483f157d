package io.phoenixchannels.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.messaging.handler.annotation.MessageMapping;

/**
 * Makes a method handle events of the {@link PhoenixListener} that its class is annotated
 * with.
 *
 * <pre class="code">
 * &#64;PhoenixListener(topic = "orders:{shop}")
 * class Orders {
 *
 *   &#64;PhoenixHandler(event = "created")
 *   void created(Order order) { }
 *
 *   &#64;PhoenixHandler(event = { "cancelled", "expired" })
 *   void over(Order order, &#64;TopicVariable String shop) { }
 *
 * }
 * </pre>
 *
 * Parameters and values are those of a method with {@link PhoenixListener}. All handlers
 * of a class are one listener: they share its id, and are started, paused and stopped
 * together. Each event has one handler in a class.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@MessageMapping
public @interface PhoenixHandler {

	/**
	 * Alias for {@link #event()}.
	 */
	@AliasFor("event")
	String[] value() default {};

	/**
	 * The events to handle; at least one, unless it {@link #isDefault()}. May contain
	 * <code>${...}</code> and <code>#{...}</code>.
	 */
	@AliasFor("value")
	String[] event() default {};

	/**
	 * Whether it handles all events that no other method of the class handles, but those
	 * that are reserved by Phoenix; one method of a class at most, which names no event.
	 * The listener is then one without an event, and is called before those that have
	 * one.
	 */
	boolean isDefault() default false;

}
