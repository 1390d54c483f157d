package io.phoenixchannels.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.messaging.handler.annotation.MessageMapping;

/**
 * Makes a method hear the messages of topics; on a class, it makes one listener of the
 * {@link PhoenixHandler @PhoenixHandler} methods, each for events of its own.
 *
 * <pre class="code">
 * &#64;PhoenixListener(topic = "room:lobby", event = "shout")
 * void onShout(Shout shout) { }
 *
 * &#64;PhoenixListener(topic = "room:{room}", event = "shout")
 * void anyRoom(Shout shout, &#64;TopicVariable String room) { }
 *
 * &#64;PhoenixListener(topic = "room:lobby")
 * void everything(PhoenixMessage message) { }
 * </pre>
 *
 * A method may have these parameters, in any order:
 * <ul>
 * <li>at most one for the payload: any type that Jackson reads, generic types included,
 * {@code Map}, {@code JsonNode}, {@code String} for the JSON text, {@code byte[]} or
 * {@code ByteBuffer} for binary payloads. It may be marked with
 * {@link org.springframework.messaging.handler.annotation.Payload @Payload}. With
 * {@code @Valid} or {@code @Validated} it is validated by the context's
 * {@link org.springframework.validation.Validator Validator}. The JSON null is refused
 * unless the parameter is {@code Optional}, {@code @Nullable} or not required</li>
 * <li>{@link io.phoenixchannels.client.PhoenixMessage} for the whole message</li>
 * <li>{@link io.phoenixchannels.client.PhoenixChannel} for the channel it came on, and
 * {@link io.phoenixchannels.client.PhoenixClient} for the client</li>
 * <li>{@link TopicVariable @TopicVariable} for a variable of the topic pattern</li>
 * <li>{@link org.springframework.messaging.handler.annotation.Header @Header} for one of
 * the {@link io.phoenixchannels.messaging.PhoenixHeaders PhoenixHeaders}, converted to
 * the parameter's type; {@code @Headers} or {@code MessageHeaders} for all of them</li>
 * <li>{@link org.springframework.messaging.Message Message&lt;T&gt;}, with the payload
 * bound to {@code T}</li>
 * <li>whatever a bean of type
 * {@link io.phoenixchannels.listener.argument.ListenerArgumentResolver
 * ListenerArgumentResolver} or
 * {@link org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver
 * HandlerMethodArgumentResolver} supports; these are asked first</li>
 * </ul>
 * A method may return nothing, or a value together with
 * {@link org.springframework.messaging.handler.annotation.SendTo @SendTo("event")}, on
 * the method or on the class: the value is pushed as the payload of that event, on the
 * topic of the message and without asking for a reply. Null and an empty {@code Optional}
 * push nothing. A push that fails is the failure of the listener. A value without
 * {@code @SendTo} is refused, so that no answer is lost without a sign.
 * <p>
 * A {@code CompletionStage}, a {@code Mono}, or another reactive type with one value at
 * most, is awaited without a thread: until it ends, and until its value is pushed, the
 * topic's next listener and next message wait, and other topics do not. What it fails
 * with is the failure of the listener. One that never ends holds its topic up for ever:
 * give it a timeout.
 * <p>
 * A method that could never be called as it is declared stops the start of the
 * application with a message that says why.
 * <p>
 * One message of a topic is handled at a time, in the order of the wire: first by
 * listeners without an event, then by those of its event, each as ordered by
 * {@link org.springframework.core.annotation.Order @Order} on the method or, without, on
 * the bean, and those of equal order as they were registered. Methods run on the client's
 * callback executor, or on that of {@link #executor()}, and may block: only their own
 * topic waits. A failed call is tried again if {@link #retry()} says so. What remains
 * goes to the {@link io.phoenixchannels.listener.PhoenixListenerErrorHandler
 * PhoenixListenerErrorHandler}, and stops nothing.
 * <p>
 * The bean must be a singleton, or have a scoped proxy, which is asked for its target at
 * each message. Listener methods of a prototype, or of another scope without a proxy,
 * stop the start. A bean that is created late, such as a {@code @Lazy} one, is registered
 * when it is created.
 * <p>
 * All attributes of type String may contain <code>${...}</code> and <code>#{...}</code>.
 * The annotation is repeatable, and may be used on other annotations.
 */
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(PhoenixListeners.class)
@MessageMapping
public @interface PhoenixListener {

	/**
	 * Alias for {@link #topic()}.
	 */
	@AliasFor("topic")
	String[] value() default {};

	/**
	 * The topics to hear; at least one. A topic without wildcard, such as
	 * {@code room:lobby}, is joined while the listener runs, by one join that all
	 * listeners share. A pattern, {@code room:*} or <code>room:{id}</code>, joins
	 * nothing: it hears those joined topics that match. A variable stands for one or more
	 * characters other than {@code :}. A message that matches several of the topics is
	 * heard once.
	 * <p>
	 * An expression may also give a collection or an array, of which each element is a
	 * topic.
	 */
	@AliasFor("value")
	String[] topic() default {};

	/**
	 * The events to hear; empty on a class, whose handlers name them. None means all, but
	 * those that are reserved by Phoenix ({@code phx_reply} and the like). A reserved
	 * event that is named can be observed.
	 */
	String[] event() default {};

	/**
	 * The name of the client; the default client if empty.
	 */
	String client() default "";

	/**
	 * What the listener is called in the
	 * {@link io.phoenixchannels.listener.PhoenixListenerEndpointRegistry registry}, where
	 * it can be started, stopped, paused and resumed; unique. If empty, it is the name of
	 * the bean and the method, such as {@code roomListener.onShout}, and on a class the
	 * name of the bean.
	 */
	String id() default "";

	/**
	 * Whether the listener runs from the start: {@code true} or {@code false}; if empty,
	 * it does.
	 */
	String autoStartup() default "";

	/**
	 * To how many instances of the application the topics are delivered: {@code once}, to
	 * the one that owns the topic in the fleet, or {@code everywhere}, to each; if empty,
	 * it is as {@code phoenix.channels.fleet} says. An exact topic that is delivered once
	 * is joined by its owner only, so that all listeners of it must agree. A pattern that
	 * is delivered once hears those joined topics that this instance owns. Without a
	 * fleet, each instance hears all.
	 */
	String delivery() default "";

	/**
	 * The name of the {@link io.phoenixchannels.listener.PhoenixListenerErrorHandler}
	 * bean for this listener, or an expression that gives the bean; if empty, it is the
	 * one bean of that type, if there is one. Several without a primary one stop the
	 * start.
	 */
	String errorHandler() default "";

	/**
	 * The name of the {@link java.util.concurrent.Executor} bean that the method runs on,
	 * or an expression that gives one; if empty, it runs where the client calls it. The
	 * topic waits for its end as ever: order is kept. What the executor rejects is a
	 * failure of the listener.
	 */
	String executor() default "";

	/**
	 * The name of the {@link org.springframework.core.retry.RetryPolicy} bean that says
	 * when a failed call is tried again, or an expression that gives one, or
	 * {@code false} for never; if empty, it is as {@code phoenix.channels.listener.retry}
	 * says. Between two attempts the topic waits, and no thread. Payloads and other
	 * arguments that cannot be bound or are not valid are not tried again.
	 */
	String retry() default "";

}
