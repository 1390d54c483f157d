package io.phoenixchannels.push;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Makes a method of an interface push a message. {@link PhoenixPushProxyFactory}
 * implements the interface, and {@link PhoenixPushScan} makes a bean of each.
 *
 * <pre class="code">
 * &#64;PhoenixPush(topic = "room:{room}")
 * interface Rooms {
 *
 *     &#64;PhoenixPush(event = "new_msg")
 *     Posted post(&#64;TopicVariable String room, NewMessage message);
 *
 *     &#64;PhoenixPush(event = "rename", timeout = "2s")
 *     CompletableFuture&lt;PhoenixReply&gt; rename(&#64;TopicVariable String room, Map&lt;String, String&gt; name);
 *
 *     &#64;PhoenixPush(event = "typing")
 *     void typing(&#64;TopicVariable String room);
 *
 * }
 * </pre>
 *
 * What a method does not say, the interface says, and then its superinterfaces. A method
 * may have these parameters, in any order:
 * <ul>
 * <li>{@link io.phoenixchannels.annotation.TopicVariable @TopicVariable}, one for each
 * variable of the topic, of a type that Spring's conversion service converts to a String.
 * A value is refused with an {@link IllegalArgumentException} if it is null or empty, or
 * has a {@code :}, which would make it another topic</li>
 * <li>at most one for the payload: anything that Jackson writes, {@code byte[]} or
 * {@code ByteBuffer} for a binary frame. Without one, or with null, it is an empty
 * object</li>
 * </ul>
 * What it returns says what is asked for:
 * <ul>
 * <li>nothing, {@code Void} or Kotlin's {@code Unit}: no reply. It is done when the
 * message was given to the connection</li>
 * <li>{@link io.phoenixchannels.client.PhoenixReply PhoenixReply}: the reply, whatever
 * its status is</li>
 * <li>any other type: the response of the reply, read as that type. A status other than
 * {@code ok} is a {@link io.phoenixchannels.client.PushRejectedException
 * PushRejectedException}</li>
 * </ul>
 * and how the caller gets it:
 * <ul>
 * <li>as it is: the calling thread waits, at most as long as the timeout says. If it is
 * interrupted meanwhile, it stays so, and gets a
 * {@link java.util.concurrent.CancellationException}; the message may have been sent</li>
 * <li>within a {@code CompletableFuture} or {@code CompletionStage}: no thread waits</li>
 * <li>within a {@code Mono}, or another reactive type with one value at most that Spring
 * has an adapter for: it is pushed anew at each subscription</li>
 * <li>from a {@code suspend} function of Kotlin: it suspends</li>
 * </ul>
 * Failures are those of {@link io.phoenixchannels.template.PhoenixOperations
 * PhoenixOperations}, thrown as they are to a thread that waits.
 * <p>
 * All attributes may contain <code>${...}</code>, and <code>#{...}</code> in an
 * application context.
 */
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(PhoenixPushReflectiveProcessor.class)
public @interface PhoenixPush {

	/**
	 * The topic to push on: one, such as {@code room:lobby}, or one with variables, such
	 * as <code>room:{room}</code>. The application must have joined it: pushing joins
	 * nothing.
	 */
	String topic() default "";

	/**
	 * The event to push.
	 */
	String event() default "";

	/**
	 * The name of the client; the default client if empty.
	 */
	String client() default "";

	/**
	 * How long a push may take, counted from the call, such as {@code 500ms}, {@code 2s}
	 * or {@code PT2S}; if empty, it is as {@code phoenix.channels.push.timeout} says.
	 */
	String timeout() default "";

}
